import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface LiveGroupRobotsArgs extends AppArgs {
  /**
   * ID of the live group (type AVChatRoom), 1 to 48 bytes of printable ASCII. A change replaces the resource: it adds the robots
   * to the new group, then deletes them from the old one.
   */
  groupId: pulumi.Input<string>;
  /**
   * UserIDs of the robots, 1 to 32 bytes each, at least one. A set: order and repetition mean nothing. Sent in batches
   * of 500. A live group's list of online members shows up to 1,000 members.
   */
  memberAccounts: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Robots in the list of online members of a live group (AVChatRoom).
 *
 * Additive: the resource owns the accounts that it names, and no other robots of the group. An update adds before it deletes.
 * The resource adopts robots that are there already.
 *
 * The app needs the Pro, Pro Plus or Enterprise plan. In the Chat console, the list of online members of audio-video groups
 * has to be switched on. Errors that are most likely: 10007 (identifier is no app admin, or no live group), 10010 (no such group),
 * 10015 (malformed group ID).
 *
 * Source: "Setting Live Streaming Group Robots" and "Deleting Live Streaming Group Robots". They do not say how
 * many robots a request or a group may have.
 */
export class LiveGroupRobots extends pulumi.CustomResource {
  declare readonly groupId: pulumi.Output<string>;
  /** The robots that this resource owns, each once, in the order of the program. */
  declare readonly memberAccounts: pulumi.Output<string[]>;

  constructor(name: string, args: LiveGroupRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("LiveGroupRobots", name, { ...args }, opts));
  }

  /**
   * Reads the present robots of a live group without owning them: it adds and deletes nothing.
   *
   * @param groupId an ID of 1 to 48 bytes of printable ASCII; the preview fails if there is no such group
   */
  static get(name: string, groupId: pulumi.Input<string>, opts?: GetOptions): LiveGroupRobots {
    return new LiveGroupRobots(
      name,
      ...reading<LiveGroupRobotsArgs>(groupId, { groupId, memberAccounts: undefined }, opts),
    );
  }
}
