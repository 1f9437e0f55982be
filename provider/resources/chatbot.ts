import pulumi = require("@pulumi/pulumi");

import {
  type AppArgs,
  type GetOptions,
  reading,
  replacedByDeletingFirst,
  tencentChatResource,
} from "./tencent-chat-resource";

export interface ChatbotArgs extends AppArgs {
  /** The UserID, at most 32 bytes, beginning with `@RBT#`. A change deletes the chatbot, then creates the new one. */
  userId: pulumi.Input<string>;
  /** Nickname, at most 500 bytes. Changed in place. @default the chatbot keeps its nickname */
  nick?: pulumi.Input<string>;
  /** URL of the picture, at most 500 bytes. Changed in place. @default the chatbot keeps its picture */
  faceUrl?: pulumi.Input<string>;
  /** The text that the chatbot says about itself, at most 500 bytes. Changed in place. @default the chatbot keeps its text */
  selfSignature?: pulumi.Input<string>;
}

/**
 * A chatbot: an account to which users write. An app takes 20 chatbots. They have nothing to do with the robots of groups and
 * rooms.
 *
 * The resource adopts a chatbot that exists already, since the service does not tell who created it. A deleted chatbot comes back
 * when it is created again. Destroying the resource deletes the chatbot; its UserID stays. `refresh` finds a deleted chatbot,
 * and a text of its profile that differs from the declared one; the next `up` mends it. It ignores texts that are not declared.
 *
 * Errors that are most likely: 10008 (the app has 20 chatbots, or identifier is no app admin), 40003 (no account for the
 * profile).
 *
 * Source: "Creating Chatbot Accounts", "Deleting Chatbot Accounts", "Pulling Chatbot Accounts", "Setting Profiles" and
 * "Pulling Profiles". No document says that an empty text removes a field of the profile.
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
   * Reads an existing chatbot, without owning it: it is never deleted.
   *
   * @param userId at most 32 bytes, beginning with `@RBT#`; the preview fails if there is no such chatbot
   */
  static get(name: string, userId: pulumi.Input<string>, opts?: GetOptions): Chatbot {
    return new Chatbot(name, ...reading<ChatbotArgs>(userId, { userId: undefined }, opts));
  }
}
