import { choice, integer, list, optional } from "../../http/fields";
import type { Group } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { command } from "../command";
import { groupErrors, groupId, groupOf, groupUser } from "../lookups";
import { checkMessage, deliveryFields, messageBody, messageChoices } from "../messages/elements";

const invalid = 10004;

const flag = optional(integer({ invalid, min: 0, max: 1 }));

export const sendGroupMsg = command({
  document: "Sending Ordinary Messages in a Group",
  fields: {
    GroupId: groupId,
    Random: integer({ invalid, min: 0, max: limits.largestUint32 }),
    MsgPriority: optional(choice(["High", "Normal", "Low", "Lowest"], { invalid })),
    MsgBody: messageBody({ invalid }),
    From_Account: optional(groupUser),
    To_Account: optional(
      list(groupUser, { invalid, maxItems: limits.receiversPerGroupMessage, mayBeEmpty: true }),
    ),
    OnlineOnlyFlag: flag,
    SupportMessageExtension: flag,
    ...deliveryFields({ invalid }),
  },
  errors: {
    ...groupErrors,
    10004: "To_Account for an AVChatRoom or a Community, or a TIMTextElem without a Text",
    10007: "a sender who is not in the group",
    10017: "a sender who is muted",
    80002: `a MsgBody of more than ${limits.messageBytes} bytes`,
  },
  choices: {
    ...messageChoices,
    "who sends a message without From_Account": "the app admin who calls",
    "who may send": "the app admin who calls, the owner, and the group's members and robots",
    "whom MuteAllMember mutes":
      "members and robots, but not the owner, the admins and the app admin who calls",
    "a To_Account who is not in the group": "silently left out",
  },
  handle({ GroupId, MsgBody, From_Account, To_Account = [] }, { world, nowMs, caller }) {
    const group = groupOf(world, GroupId);
    const { type } = group.info;
    if (To_Account.length > 0 && (type === "AVChatRoom" || type === "Community"))
      throw new Refusal(10004, `To_Account is not for ${type}`);
    const sender = From_Account ?? caller;
    if (sender !== caller) checkSender(group, sender, nowMs);
    checkMessage(MsgBody, { malformed: invalid, tooLarge: 80002 });
    const number = (group.lastMessage ?? 0) + 1;
    group.lastMessage = number;
    return { MsgTime: Math.floor(nowMs / 1000), MsgSeq: number };
  },
});

/** @throws Refusal */
function checkSender(group: Group, sender: string, nowMs: number): void {
  const isThere = group.info.owner === sender || group.members.has(sender) || group.robots.has(sender);
  if (!isThere) throw new Refusal(10007, "the sender is not in the group");
  const { isAdmin = false, mutedUntil = 0 } = group.details?.get(sender) ?? {};
  const isForAll = group.info.profile?.MuteAllMember === "On" && !isAdmin && group.info.owner !== sender;
  if (isForAll || mutedUntil * 1000 > nowMs) throw new Refusal(10017);
}
