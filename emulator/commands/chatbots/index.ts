import { plainEnvelope } from "../../http/envelopes";
import { optional, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { chatbotPrefix, limits } from "../../model/limits";
import { command, type Service } from "../command";

const invalid = 10004;

const chatbotId = text({
  invalid,
  wrongType: 60015,
  maxBytes: limits.userIdBytes,
  pattern: { test: /^@RBT#./, says: `starting with ${chatbotPrefix}` },
});
const profileText = optional(text({ invalid, mayBeEmpty: true, maxBytes: limits.profileBytes }));

/** Chatbots, which have nothing to do with the robots of groups and rooms. */
export const chatbots: Service = {
  name: "openim_robot_http_svc",
  title: "Chatbots",
  envelope: plainEnvelope,
  commands: {
    create_robot: command({
      document: "Creating Chatbot Accounts",
      fields: {
        UserID: chatbotId,
        Nick: profileText,
        FaceUrl: profileText,
        SelfSignature: optional(text({ invalid, mayBeEmpty: true, maxBytes: limits.chatbotSignatureBytes })),
      },
      errors: { 10008: `more than ${limits.chatbots} chatbots in the app` },
      choices: {
        "whether creating an existing chatbot changes its profile": "no; portrait_set does",
        "whether a deleted chatbot counts among the 20": "no",
        "whether a chatbot is an account": "yes, even after the chatbot is deleted",
      },
      handle({ UserID, Nick, FaceUrl, SelfSignature }, { world }) {
        if (world.chatbots.has(UserID)) return {};
        if (world.chatbots.size >= limits.chatbots) throw new Refusal(10008);
        world.chatbots.add(UserID);
        world.addAccount(UserID, {
          ...(Nick !== undefined && { nick: Nick }),
          ...(FaceUrl !== undefined && { faceUrl: FaceUrl }),
          ...(SelfSignature !== undefined && { selfSignature: SelfSignature }),
        });
        return {};
      },
    }),

    delete_robot: command({
      document: "Deleting Chatbot Accounts",
      fields: { Robot_Account: chatbotId },
      errors: { 10004: "no such chatbot" },
      choices: { "the code for a chatbot that does not exist": "10004" },
      handle({ Robot_Account }, { world }) {
        if (!world.chatbots.delete(Robot_Account)) throw new Refusal(10004, "no such chatbot");
        return {};
      },
    }),

    get_all_robots: command({
      document: "Pulling Chatbot Accounts",
      fields: {},
      choices: { "whether deleted chatbots are listed": "no" },
      handle: (_, { world }) => ({ Robot_Account: [...world.chatbots] }),
    }),
  },
};
