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
   * The group's ID, 1 to 48 bytes of printable ASCII. It may not begin with `@TGS#`. A group and a live room cannot have the same
   * ID. A change replaces the group.
   */
  groupId: pulumi.Input<string>;
  /** The group's name, 1 to 30 bytes. Changed in place. */
  name: pulumi.Input<string>;
  /** UserID of the owner, 1 to 32 bytes, an imported account. A change replaces the group. @default no owner */
  ownerAccount?: pulumi.Input<string>;
}

/**
 * A live group (AVChatRoom) that the stack creates and dissolves, such as one for each pull request.
 *
 * The create fails if the group exists already: a LiveGroup never takes over a group. Destroying the resource dissolves the
 * group for all its members, but never a group that somebody else made, even later under the same ID. The resource option
 * `protect` guards an important group. `refresh` finds a dissolved group and a changed name.
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
   * Reads an existing live group, without owning it: it is never dissolved.
   *
   * @param groupId an ID of 1 to 48 bytes of printable ASCII; the preview fails if there is no such live group
   */
  static get(name: string, groupId: pulumi.Input<string>, opts?: GetOptions): LiveGroup {
    return new LiveGroup(
      name,
      ...reading<LiveGroupArgs>(groupId, { groupId: undefined, name: undefined }, opts),
    );
  }
}
