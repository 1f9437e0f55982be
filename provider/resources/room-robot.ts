import pulumi = require("@pulumi/pulumi");

import {
  type AppArgs,
  type GetOptions,
  reading,
  replacedByDeletingFirst,
  tencentChatResource,
} from "./tencent-chat-resource";

export interface RoomRobotArgs extends AppArgs {
  /** ID of the room (type Conference), 1 to 48 bytes of printable ASCII. A change replaces the resource. */
  roomId: pulumi.Input<string>;
  /** UserID of the robot, 1 to 32 bytes. A change replaces the resource. */
  memberAccount: pulumi.Input<string>;
}

/**
 * One robot in one room.
 *
 * A replacement deletes first, since a room takes a limited number of robots. Deleting succeeds too if the robot or the room is
 * gone. `refresh` reports the robot as gone if its room is. No document says whether a room's member list shows robots, so
 * `refresh` reads that list only if `tencent-chat:roomRobotsInMemberList` is true.
 *
 * Errors that are most likely: 100004 (no such room), 100006 (not a Conference room, or identifier is no app admin),
 * 100700 (the room cannot take more robots).
 *
 * Source: "Deleting a Robot" and its counterpart "Adding a Robot".
 */
export class RoomRobot extends pulumi.CustomResource {
  declare readonly roomId: pulumi.Output<string>;
  declare readonly memberAccount: pulumi.Output<string>;

  constructor(name: string, args: RoomRobotArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("RoomRobot", name, { ...args }, replacedByDeletingFirst(opts)));
  }

  /**
   * Reads a robot of a room without owning it: it adds and deletes nothing.
   *
   * @param id `roomId/memberAccount`, like the resource's own id; the preview fails if there is no such room
   */
  static get(name: string, id: pulumi.Input<string>, opts?: GetOptions): RoomRobot {
    return new RoomRobot(
      name,
      ...reading<RoomRobotArgs>(id, { roomId: undefined, memberAccount: undefined }, opts),
    );
  }
}
