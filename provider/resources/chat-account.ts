import pulumi = require("@pulumi/pulumi");

import { type AppArgs, type GetOptions, reading, tencentChatResource } from "./tencent-chat-resource";

export interface ChatAccountArgs extends AppArgs {
  /** The UserID, 1 to 32 bytes. It may not begin with `@RBT#`, since chatbots do. A change replaces the resource. */
  userId: pulumi.Input<string>;
  /** Nickname, at most 500 bytes. Changed in place. @default the account keeps its nickname */
  nick?: pulumi.Input<string>;
  /** URL of the picture, at most 500 bytes. Changed in place. @default the account keeps its picture */
  faceUrl?: pulumi.Input<string>;
  /**
   * Whether destroying the resource deletes the account, with its relations, groups and conversations. On paid plans the
   * UserID cannot be imported again for 3 months (70399). @default false: the account is kept
   */
  deleteOnDestroy?: pulumi.Input<boolean>;
}

/**
 * An account, such as a robot's.
 *
 * The resource adopts an account that exists already. Unless `deleteOnDestroy` is true, destroying the resource calls nothing
 * and the account stays. `refresh` finds a deleted account, and a nickname or picture that differs from the declared one; the
 * next `up` mends it. It ignores a nickname or picture that is not declared.
 *
 * Errors that are most likely: 70398 (the trial plan's 100 accounts are used up), 70399 (deleted less than 3 months ago),
 * 71000 (accounts of this app may not be deleted).
 *
 * Source: "Importing a Single Account", "Querying Accounts", "Pulling Profiles" and "Deleting Accounts". No document says
 * that an empty text removes a nickname or a picture.
 */
export class ChatAccount extends pulumi.CustomResource {
  declare readonly userId: pulumi.Output<string>;
  declare readonly nick: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly deleteOnDestroy: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: ChatAccountArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("ChatAccount", name, { ...args }, opts));
  }

  /**
   * Reads an existing account, without owning it.
   *
   * @param userId 1 to 32 bytes; the preview fails if there is no such account
   */
  static get(name: string, userId: pulumi.Input<string>, opts?: GetOptions): ChatAccount {
    return new ChatAccount(name, ...reading<ChatAccountArgs>(userId, { userId: undefined }, opts));
  }
}
