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
 * A {@link RoomRobot} for each robot does the same, and its previews and failures show each robot. But the engine writes the
 * whole state after each resource, so hundreds of them take far longer than their calls. A RoomRobots takes only as long as
 * its calls, of which the service allows 200 a second.
 *
 * Additive: the resource owns the robots that it names, and no other robots of the rooms. An update works on 32 rooms at once,
 * and deletes from a room before it adds to it. If a room fails, the others go on. No further room begins after 100 failed rooms,
 * or after a fault of the whole app, such as a wrong SecretKey. The state keeps what was done, and the next `up` does the rest.
 * A long `up` reports its progress every 5 s. `refresh` reports the robots of a room as gone if the room is; see
 * `tencent-chat:roomRobotsInMemberList`.
 *
 * Errors that are most likely: 100004 (no such room), 100006 (not a Conference room, or identifier is no app admin), 100700
 * (the room cannot take more robots).
 *
 * Source: "Adding a Robot" and "Deleting a Robot".
 */
export class RoomRobots extends pulumi.CustomResource {
  /** The robots that this resource owns, by room. Each list has a robot once, in the order of the program. */
  declare readonly rooms: pulumi.Output<Record<string, string[]>>;

  constructor(name: string, args: RoomRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("RoomRobots", name, { ...args }, opts));
  }

  /**
   * Reads which of these robots are in these rooms without owning them: it adds and deletes nothing.
   *
   * @param rooms as in the arguments; as JSON, they are the id of the resource
   */
  static get(name: string, rooms: RoomRobotsArgs["rooms"], opts?: GetOptions): RoomRobots {
    const id = pulumi.output(rooms).apply((known) => JSON.stringify(known));
    return new RoomRobots(name, ...reading<RoomRobotsArgs>(id, { rooms: undefined }, opts));
  }
}
