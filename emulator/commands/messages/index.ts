import { plainEnvelope } from "../../http/envelopes";
import { integer, optional, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { command, type Service } from "../command";
import { findNotImported } from "../lookups";
import { checkMessage, deliveryFields, messageBody, messageChoices } from "./elements";

/** For fields without their own ErrorCode. */
const invalid = 90001;

/** Messages from one user to another. */
export const messages: Service = {
  name: "openim",
  title: "Messages to one user",
  envelope: plainEnvelope,
  commands: {
    sendmsg: command({
      document: "Sending One-to-One Messages to One User",
      fields: {
        SyncOtherMachine: optional(integer({ invalid: 90031, min: 1, max: 2 })),
        From_Account: optional(text({ invalid: 90008, maxBytes: limits.userIdBytes })),
        To_Account: text({ invalid: 90003, maxBytes: limits.userIdBytes }),
        MsgLifeTime: optional(
          integer({ invalid: 90026, wrongType: 90044, min: 0, max: limits.messageSeconds }),
        ),
        MsgSeq: optional(integer({ invalid, min: 0, max: limits.largestUint32 })),
        MsgRandom: integer({ invalid: 90005, min: 0, max: limits.largestUint32 }),
        MsgTimeStamp: optional(integer({ invalid: 90006, min: 0 })),
        MsgBody: messageBody({ invalid: 90002, wrongType: 90007, malformed: 90010 }),
        SupportMessageExtension: optional(integer({ invalid, min: 0, max: 1 })),
        ...deliveryFields({ invalid }),
      },
      errors: {
        90008: "a sender who was not imported",
        90010: "a TIMTextElem without a Text",
        90012: "a receiver who was not imported",
        93000: `a MsgBody of more than ${limits.messageBytes} bytes`,
      },
      choices: {
        ...messageChoices,
        "the code for a UserID that is no string: 60015 for every command, others on this page":
          "the codes of this page",
        "the code for a wrong field for which the page has none": `${invalid}`,
        "who sends a message without From_Account": "the app admin who calls",
        "MsgSeq of a message without one": "its number among the messages of the app",
        "whether sender and receiver have to be friends": "no",
      },
      handle({ From_Account, To_Account, MsgSeq, MsgRandom, MsgBody }, { world, nowMs, caller }) {
        const sender = From_Account ?? caller;
        if (findNotImported(world, [sender]) !== undefined) throw new Refusal(90008, sender);
        if (findNotImported(world, [To_Account]) !== undefined) throw new Refusal(90012, To_Account);
        checkMessage(MsgBody, { malformed: 90010, tooLarge: 93000 });
        const number = world.nextMessage();
        const time = Math.floor(nowMs / 1000);
        return { MsgTime: time, MsgKey: `${MsgSeq ?? number}_${MsgRandom}_${time}` };
      },
    }),
  },
};
