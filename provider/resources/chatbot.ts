import pulumi = require("@pulumi/pulumi");

import {
  type AppArgs,
  type GetOptions,
  reading,
  replacedByDeletingFirst,
  tencentChatResource,
} from "./tencent-chat-resource";

export interface ChatbotArgs extends AppArgs {
  /** The UserID, at most 32 bytes, which begins with `@RBT#`. A change replaces the chatbot, deleting first. */
  userId: pulumi.Input<string>;
  /** Nickname, at most 500 bytes. Changed in place. @default the one that the chatbot has */
  nick?: pulumi.Input<string>;
  /** URL of the picture, at most 500 bytes. Changed in place. @default the one that the chatbot has */
  faceUrl?: pulumi.Input<string>;
  /** What it says of itself, at most 500 bytes. Changed in place. @default what the chatbot has */
  selfSignature?: pulumi.Input<string>;
}

/**
 * A chatbot: an account with a UserID of its own kind, to which users write. An app takes 20. It has nothing to do with the
 * robots of groups and rooms.
 *
 * Creating one that is there already succeeds, and makes it this resource's: the service does not tell who made it, and one
 * that was deleted comes back when it is created again. Destroying the resource deletes the chatbot; its UserID stays.
 * `refresh` sees a chatbot that was deleted, and another text in its profile than the declared one; the next `up` mends it.
 * What is not declared is not looked at.
 *
 * Errors that are most likely: 10008 (the app has 20 chatbots, or identifier is no app admin), 40003 (no account for the
 * profile).
 *
 * Source: "Creating Chatbot Accounts", "Deleting Chatbot Accounts", "Pulling Chatbot Accounts", "Setting Profiles" and
 * "Pulling Profiles". That an empty text takes a field of the profile away is not documented.
 */
export class Chatbot extends pulumi.CustomResource {
  declare readonly userId: pulumi.Output<string>;
  declare readonly nick: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly selfSignature: pulumi.Output<string | undefined>;

  constructor(name: string, args: ChatbotArgs, opts?: pulumi.CustomResourceOptions) {
    super(...tencentChatResource("Chatbot", name, { ...args }, replacedByDeletingFirst(opts)));
  }

  /**
   * Reads a chatbot that is there, without owning it: it is not deleted.
   *
   * @param userId at most 32 bytes, beginning with `@RBT#`; the preview fails when there is no such chatbot
   */
  static get(name: string, userId: pulumi.Input<string>, opts?: GetOptions): Chatbot {
    return new Chatbot(name, ...reading<ChatbotArgs>(userId, { userId: undefined }, opts));
  }
}
