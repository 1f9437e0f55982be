import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface RoomRobotsArgs extends AppArgs {
  /**
   * The UserIDs of the robots of each room: `{ "room-1": ["bot-1", "bot-2"] }`. The keys are IDs of rooms of type
   * Conference, 1 to 48 bytes of printable ASCII, at least one. Each list is a set of at least one UserID, 1 to 32 bytes
   * each: order and repetition mean nothing. Every change is an update.
   */
  rooms: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
}

/**
 * Robots in many rooms, as one resource.
 *
 * A {@link RoomRobot} for each robot does the same, and shows more of each robot. The engine writes the whole state after
 * each resource, so hundreds of them take far longer than their calls; this one takes as long as the service's limit of 200
 * calls a second asks for.
 *
 * Additive: it owns the robots that it names, and leaves others in the same rooms alone. An update deletes from a room
 * before it adds to it, and works on 32 rooms at once. A room that fails leaves the others to be done; after 100 of them, or
 * a fault of the whole app such as a wrong SecretKey, no other is begun. What was done is kept, and the next `up` does the
 * rest. What takes longer says every 5 s how far it is. `refresh` takes the robots of a room as gone when the room is; see
 * `tencent-chat:roomRobotsInMemberList`.
 *
 * Errors that are most likely: 100004 (no such room), 100006 (not a Conference room, or identifier is no app admin), 100700
 * (the room holds as many robots as it may).
 *
 * Source: "Adding a Robot" and "Deleting a Robot".
 */
export class RoomRobots extends pulumi.CustomResource {
  /** The robots that this resource owns, by room; those of a room each once, in the order of the program. */
  declare readonly rooms: pulumi.Output<Record<string, string[]>>;

  constructor(name: string, args: RoomRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("RoomRobots", name, { ...args }, opts));
  }

  /**
   * Reads which of these robots are in these rooms, without owning them: none is added, and none deleted.
   *
   * @param rooms as in the arguments; as JSON, they are the id of what is read
   */
  static get(name: string, rooms: RoomRobotsArgs["rooms"], opts?: GetOptions): RoomRobots {
    const id = pulumi.output(rooms).apply((known) => JSON.stringify(known));
    return new RoomRobots(name, ...reading<RoomRobotsArgs>(id, { rooms: undefined }, opts));
  }
}
