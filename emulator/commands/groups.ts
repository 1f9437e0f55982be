import { plainEnvelope } from "../envelopes";
import { Refusal } from "../errors";
import { integer, list, optional, printableId, text } from "../fields";
import { limits } from "../limits";
import type { Group, World } from "../world";
import { command, type Service } from "./command";

/** GroupId of every group command: 10004 when it is no text, 10015 when it cannot be a group's ID. */
export const groupId = printableId({ invalid: 10004, malformed: 10015, maxBytes: limits.groupIdBytes });

/** A UserID of the group commands. "Error Codes" has 60015 for a UserID that is not a string, in any command. */
export const groupUser = text({ invalid: 10004, wrongType: 60015, maxBytes: limits.userIdBytes });

/** @throws Refusal 10010 */
export function groupOf(world: World, id: string): Group {
  const group = world.groups.get(id);
  if (group === undefined) throw new Refusal(10010);
  return group;
}

const names = list(text({ invalid: 10004 }), { invalid: 10004, mayBeEmpty: true });

/** Groups of the other types. */
export const groups: Service = {
  name: "group_open_http_svc",
  envelope: plainEnvelope,
  commands: {
    delete_group_member: command({
      document: "Deleting Group Members",
      fields: {
        GroupId: groupId,
        MemberToDel_Account: list(groupUser, { invalid: 10004, maxItems: limits.membersPerRemoval }),
        Silence: optional(integer({ invalid: 10004, min: 0, max: 1 })),
        Reason: optional(text({ invalid: 10004, mayBeEmpty: true })),
      },
      handle({ GroupId, MemberToDel_Account }, { world }) {
        const group = groupOf(world, GroupId);
        if (group.type === "AVChatRoom") throw new Refusal(10004, "AVChatRoom members cannot be deleted");
        for (const account of MemberToDel_Account) group.members.delete(account);
        return {};
      },
    }),

    // Undocumented: the answer for an AVChatRoom; here 10007, as for the other commands that are not for it. The pages
    // differ on the largest Limit; here there is none.
    get_group_member_info: command({
      document: "Pulling Group Member Profiles",
      fields: {
        GroupId: groupId,
        Limit: optional(integer({ invalid: 10004, min: 0 })),
        Offset: optional(integer({ invalid: 10004, min: 0 })),
        Next: optional(text({ invalid: 10004, mayBeEmpty: true, pattern: /^\d*$/ })),
        MemberInfoFilter: optional(names),
        MemberRoleFilter: optional(names),
      },
      handle({ GroupId, Limit, Offset = 0, Next, MemberInfoFilter, MemberRoleFilter }, { world }) {
        const group = groupOf(world, GroupId);
        if (group.type === "AVChatRoom") throw new Refusal(10007, "not for AVChatRoom");
        const isCommunity = group.type === "Community";
        const start = isCommunity ? Number(Next ?? "") : Offset;
        const end = Limit === undefined ? undefined : start + Limit;
        const members = [...group.members].map(memberInfo).filter(hasRole(MemberRoleFilter));
        return {
          MemberNum: group.members.size,
          MemberList: members.slice(start, end).map(only(MemberInfoFilter)),
          ...(isCommunity && { Next: end !== undefined && end < members.length ? String(end) : "" }),
        };
      },
    }),
  },
};

/** All members are plain ones who never said a word: the emulator holds neither roles nor messages. */
function memberInfo([account, { joinTime }]: [string, { readonly joinTime: number }]) {
  return {
    Member_Account: account,
    Role: "Member",
    JoinTime: joinTime,
    MsgSeq: 0,
    MsgFlag: "AcceptAndNotify",
    LastSendMsgTime: 0,
    ShutUpUntil: 0,
    NameCard: "",
    AppMemberDefinedData: [],
  };
}

type MemberInfo = ReturnType<typeof memberInfo>;

function hasRole(roles: readonly string[] = []) {
  return ({ Role }: MemberInfo) => roles.length === 0 || roles.includes(Role);
}

/** Keeps the named fields; Member_Account is always there. */
function only(wanted: readonly string[] = []) {
  return (info: MemberInfo) =>
    wanted.length === 0
      ? info
      : Object.fromEntries(
          Object.entries(info).filter(([name]) => name === "Member_Account" || wanted.includes(name)),
        );
}
