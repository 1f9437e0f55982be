import pulumi = require("@pulumi/pulumi");

import {
  type AppArgs,
  type GetOptions,
  reading,
  replacedByDeletingFirst,
  tencentChatResource,
} from "./tencent-chat-resource";

export interface RoomRobotArgs extends AppArgs {
  /** The room, of type Conference: an ID of 1 to 48 bytes of printable ASCII. A change replaces the resource. */
  roomId: pulumi.Input<string>;
  /** UserID of the robot, 1 to 32 bytes. A change replaces the resource. */
  memberAccount: pulumi.Input<string>;
}

/**
 * One robot in one room.
 *
 * Replaced by deleting first, since a room takes a limited number of robots. Deleting succeeds when the robot or the
 * room is gone already. `refresh` takes the robot as gone when its room is; whether a room's list of members shows
 * robots is not documented, so that list is asked only with `tencent-chat:roomRobotsInMemberList` set to true.
 *
 * Errors that are most likely: 100004 (no such room), 100006 (not a Conference room, or identifier is no app admin),
 * 100700 (the room holds as many robots as it may).
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
   * Reads a robot that is in a room, without owning it: it is not added, and not deleted.
   *
   * @param id `roomId/memberAccount`, as the resource's own id; the preview fails when there is no such room
   */
  static get(name: string, id: pulumi.Input<string>, opts?: GetOptions): RoomRobot {
    return new RoomRobot(
      name,
      ...reading<RoomRobotArgs>(id, { roomId: undefined, memberAccount: undefined }, opts),
    );
  }
}
