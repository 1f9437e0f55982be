import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface LiveRoomRobotsArgs extends AppArgs {
  /**
   * The live room (TUILiveKit), of type Live: an ID of 1 to 48 bytes of printable ASCII. A change replaces the resource:
   * the robots are added to the new room, then deleted from the old one.
   */
  roomId: pulumi.Input<string>;
  /**
   * UserIDs of the robots, 1 to 32 bytes each, at least one and at most 3: a room takes no more, those of others
   * counted. Each has to be an imported account. A set: order and repetition mean nothing.
   */
  memberAccounts: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Robots in a live room (TUILiveKit).
 *
 * Additive: it owns the accounts that it names, and leaves others in the same room alone. An update deletes before it
 * adds, since the new may need the places of the old. Adding robots that are there already succeeds, and makes them
 * this resource's. `refresh` sees every robot that is gone: the service lists the robots of a live room exactly.
 *
 * A room that holds robots is never dissolved by itself: it ends by destroy_room.
 *
 * Errors that are most likely: 100002 (a robot that was not imported), 100004 (no such room), 100006 (not a Live room, or
 * identifier is no app admin), 100700 (more than 3 robots).
 *
 * Source: "Add Room Robot", "Delete Room Robot" and "Get Room Robot". That a room takes 3 is said by some editions of
 * these pages and not by others; the code for one too many is documented for rooms of type Conference only.
 */
export class LiveRoomRobots extends pulumi.CustomResource {
  declare readonly roomId: pulumi.Output<string>;
  /** The robots that this resource owns, each once, in the order of the program. */
  declare readonly memberAccounts: pulumi.Output<string[]>;

  constructor(name: string, args: LiveRoomRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("LiveRoomRobots", name, { ...args }, opts));
  }

  /**
   * Reads all robots that a live room has now, without owning any: nothing is added, and nothing deleted.
   *
   * @param roomId an ID of 1 to 48 bytes of printable ASCII; the preview fails when there is no such room
   */
  static get(name: string, roomId: pulumi.Input<string>, opts?: GetOptions): LiveRoomRobots {
    return new LiveRoomRobots(
      name,
      ...reading<LiveRoomRobotsArgs>(roomId, { roomId, memberAccounts: undefined }, opts),
    );
  }
}
