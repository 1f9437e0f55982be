import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface LiveRoomRobotsArgs extends AppArgs {
  /**
   * ID of the live room (TUILiveKit, type Live), 1 to 48 bytes of printable ASCII. A change replaces the resource: it adds the
   * robots to the new room, then deletes them from the old one.
   */
  roomId: pulumi.Input<string>;
  /**
   * UserIDs of 1 to 3 robots, 1 to 32 bytes each. A room takes 3 robots, including those that others added. Each has to be an
   * imported account. A set: order and repetition mean nothing.
   */
  memberAccounts: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Robots in a live room (TUILiveKit).
 *
 * Additive: the resource owns the accounts that it names, and no other robots of the room. An update deletes before it adds,
 * since the new robots may need the places of the old ones. The resource adopts robots that are there already. `refresh` finds
 * every robot that is gone: the service lists the robots of a live room exactly.
 *
 * The service does not dissolve a room with robots by itself: only destroy_room ends it.
 *
 * Errors that are most likely: 100002 (a robot that was not imported), 100004 (no such room), 100006 (not a Live room, or
 * identifier is no app admin), 100700 (more than 3 robots).
 *
 * Source: "Add Room Robot", "Delete Room Robot" and "Get Room Robot". Only some editions of these pages say
 * that a room takes 3 robots. The code for too many robots is documented only for rooms of type Conference.
 */
export class LiveRoomRobots extends pulumi.CustomResource {
  declare readonly roomId: pulumi.Output<string>;
  /** The robots that this resource owns, each once, in the order of the program. */
  declare readonly memberAccounts: pulumi.Output<string[]>;

  constructor(name: string, args: LiveRoomRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("LiveRoomRobots", name, { ...args }, opts));
  }

  /**
   * Reads the present robots of a live room without owning them: it adds and deletes nothing.
   *
   * @param roomId an ID of 1 to 48 bytes of printable ASCII; the preview fails if there is no such room
   */
  static get(name: string, roomId: pulumi.Input<string>, opts?: GetOptions): LiveRoomRobots {
    return new LiveRoomRobots(
      name,
      ...reading<LiveRoomRobotsArgs>(roomId, { roomId, memberAccounts: undefined }, opts),
    );
  }
}
