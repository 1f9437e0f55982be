import pulumi = require("@pulumi/pulumi");

import { announce } from "./one-shot";
import { type AppArgs, given, tencentChatResource } from "./tencent-chat-resource";
import { type Triggers, withTriggers } from "./triggers";

export interface GroupMemberRemovalArgs extends AppArgs {
  /** The group: an ID of 1 to 48 bytes of printable ASCII, of any type but AVChatRoom. */
  groupId: pulumi.Input<string>;
  /** UserIDs to remove, 1 to 32 bytes each, at least one. A set. Sent in batches of 100. */
  memberAccounts: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the service notifies only the removed members. @default false */
  silence?: pulumi.Input<boolean | undefined>;
  /** The reason, which the notification shows to members. @default none */
  reason?: pulumi.Input<string | undefined>;
  /** Values; when one of them changes, the resource runs again. @default none */
  triggers?: Triggers;
}

/**
 * Removes members from a group, once: when the resource is created, and again whenever an input or a trigger changes.
 * Destroying the resource calls nothing and brings nobody back.
 *
 * Removing a user who is not in the group succeeds. Errors that are most likely: 10004 (a live group, which can only mute
 * members), 10007 (identifier is no app admin), 10010 (no such group).
 *
 * Source: "Deleting group members".
 */
export class GroupMemberRemoval extends pulumi.CustomResource {
  declare readonly groupId: pulumi.Output<string>;
  declare readonly memberAccounts: pulumi.Output<string[]>;
  declare readonly silence: pulumi.Output<boolean | undefined>;
  declare readonly reason: pulumi.Output<string | undefined>;
  /** The accounts that this resource removed, whether or not they were members. */
  declare readonly removedAccounts: pulumi.Output<string[]>;

  constructor(name: string, args: GroupMemberRemovalArgs, opts?: pulumi.CustomResourceOptions) {
    const all = withTriggers(given(args));
    super(...tencentChatResource("GroupMemberRemoval", name, { ...all, removedAccounts: undefined }, opts));
    announce(this, "GroupMemberRemoval", all);
  }
}
