import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface LiveGroupRobotsArgs extends AppArgs {
  /**
   * The live group: an ID of 1 to 48 bytes of printable ASCII, of a group of type AVChatRoom. A change replaces the
   * resource: the robots are added to the new group, then deleted from the old one.
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
 * Additive: it owns the accounts that it names, and leaves others in the same group alone. An update adds before it
 * deletes. Adding robots that are there already succeeds, and makes them this resource's.
 *
 * Needs the Pro, Pro Plus or Enterprise plan, and the list of online audio-video group members switched on in the Chat
 * console. Errors that are most likely: 10007 (identifier is no app admin, or no live group), 10010 (no such group),
 * 10015 (malformed group ID).
 *
 * Source: "Setting Live Streaming Group Robots" and "Deleting Live Streaming Group Robots". How many robots a request
 * or a group may have is not documented there.
 */
export class LiveGroupRobots extends pulumi.CustomResource {
  declare readonly groupId: pulumi.Output<string>;
  /** The robots that this resource owns, each once, in the order of the program. */
  declare readonly memberAccounts: pulumi.Output<string[]>;

  constructor(name: string, args: LiveGroupRobotsArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("LiveGroupRobots", name, { ...args }, opts));
  }

  /**
   * Reads all robots that a live group has now, without owning any: nothing is added, and nothing deleted.
   *
   * @param groupId an ID of 1 to 48 bytes of printable ASCII; the preview fails when there is no such group
   */
  static get(name: string, groupId: pulumi.Input<string>, opts?: GetOptions): LiveGroupRobots {
    return new LiveGroupRobots(
      name,
      ...reading<LiveGroupRobotsArgs>(groupId, { groupId, memberAccounts: undefined }, opts),
    );
  }
}
