import pulumi = require("@pulumi/pulumi");

import { announce } from "./one-shot";
import { type AppArgs, given, tencentChatResource } from "./tencent-chat-resource";
import { type Triggers, withTriggers } from "./triggers";

export interface FriendListDeletionArgs extends AppArgs {
  /** UserID of the account whose lists are deleted, 1 to 32 bytes. */
  fromAccount: pulumi.Input<string>;
  /** Names of the lists, 1 to 30 characters each, at least one. A set. Sent in batches of 32. */
  groupNames: pulumi.Input<pulumi.Input<string>[]>;
  /** Values; when one of them changes, the resource runs again. @default none */
  triggers?: Triggers;
}

/**
 * Deletes friend lists of an account, once: when the resource is created, and again whenever an input or a trigger changes.
 * Destroying the resource calls nothing and brings no list back.
 *
 * Errors that are most likely: 30001 (invalid parameter), 30003 (no such account), 30004 (identifier is no app admin).
 * No document says what the service answers for a list that does not exist.
 *
 * Source: "Deleting Lists".
 */
export class FriendListDeletion extends pulumi.CustomResource {
  declare readonly fromAccount: pulumi.Output<string>;
  declare readonly groupNames: pulumi.Output<string[]>;
  /** The lists that were deleted. */
  declare readonly deletedGroupNames: pulumi.Output<string[]>;
  /** The service's sequence number of the account's lists after the deletion. */
  declare readonly currentSequence: pulumi.Output<number | undefined>;

  constructor(name: string, args: FriendListDeletionArgs, opts?: pulumi.CustomResourceOptions) {
    const all = withTriggers(given(args));
    const outputs = { deletedGroupNames: undefined, currentSequence: undefined };
    super(...tencentChatResource("FriendListDeletion", name, { ...all, ...outputs }, opts));
    announce(this, "FriendListDeletion", all);
  }
}
