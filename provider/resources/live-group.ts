import pulumi = require("@pulumi/pulumi");

import {
  type AppArgs,
  type GetOptions,
  reading,
  replacedByDeletingFirst,
  tencentChatResource,
} from "./tencent-chat-resource";

export interface LiveGroupArgs extends AppArgs {
  /**
   * The group's ID: 1 to 48 bytes of printable ASCII, which may not begin with `@TGS#`. Groups and live rooms share their
   * IDs. A change replaces the group.
   */
  groupId: pulumi.Input<string>;
  /** The group's name, 1 to 30 bytes. Changed in place. */
  name: pulumi.Input<string>;
  /** UserID of the owner, 1 to 32 bytes, an imported account. A change replaces the group. @default no owner is named */
  ownerAccount?: pulumi.Input<string>;
}

/**
 * A live group (AVChatRoom), from its creation to its end: for an environment that comes and goes.
 *
 * It never takes over a group that is there already, and never dissolves one that it did not create: creating over one is
 * an error, and one that somebody else made under the same ID since counts as another. Destroying it dissolves the
 * group for all of its members; the resource option `protect` guards one that matters.
 *
 * A group that was dissolved is seen by `refresh`, and so is another name.
 *
 * Errors that are most likely: 10019 (ownerAccount was not imported), 10036 (too many live groups), 10058 (the trial plan's
 * 100 groups are used up).
 *
 * Source: "Creating a Group", "Disbanding a Group", "Getting Group Profiles" and "Modifying the Profile of a Group".
 */
export class LiveGroup extends pulumi.CustomResource {
  declare readonly groupId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly ownerAccount: pulumi.Output<string | undefined>;

  constructor(name: string, args: LiveGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("LiveGroup", name, { ...args }, replacedByDeletingFirst(opts)));
  }

  /**
   * Reads a live group that is there, without owning it: it is not dissolved.
   *
   * @param groupId an ID of 1 to 48 bytes of printable ASCII; the preview fails when there is no such live group
   */
  static get(name: string, groupId: pulumi.Input<string>, opts?: GetOptions): LiveGroup {
    return new LiveGroup(
      name,
      ...reading<LiveGroupArgs>(groupId, { groupId: undefined, name: undefined }, opts),
    );
  }
}
