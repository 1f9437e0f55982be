import { integer, list, optional, record, text } from "../../http/fields";
import { type Group, leave, type Presence } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits, utf8Bytes } from "../../model/limits";
import { command } from "../command";
import { groupErrors, groupId, groupOf, groupUser, ordinaryGroup, ordinaryGroupErrors } from "../lookups";

const invalid = 10004;

const names = list(text({ invalid }), { invalid, mayBeEmpty: true });
const silence = optional(integer({ invalid, min: 0, max: 1 }));

/** The values of Result in the answer of add_group_member. */
const results = { failed: 0, added: 1, there: 2 } as const;

export const addGroupMember = command({
  document: "Adding Group Members",
  fields: {
    GroupId: groupId,
    MemberList: list(record({ Member_Account: groupUser }, { invalid }), {
      invalid,
      tooMany: 10005,
      maxItems: limits.membersPerAddition,
    }),
    Silence: silence,
  },
  errors: {
    ...ordinaryGroupErrors(10007),
    10014: "more members than the group's MaxMemberCount",
    10019: "no account in the request was imported",
  },
  choices: {
    "the answer if only some of the accounts were imported": "these are added, and the others get Result 0",
    "how many accounts a call can name: 20 on the newest page of the mainland, 300 on the international one, 100 in Use Limits": `${limits.membersPerAddition}`,
    "whether the new member has to agree": "no: the Result is never 3",
  },
  handle({ GroupId, MemberList }, { world, nowMs }) {
    const group = ordinaryGroup(world, GroupId, 10007);
    const accounts = MemberList.map(({ Member_Account }) => Member_Account);
    const known = accounts.filter((account) => world.isAccount(account));
    if (known.length === 0) throw new Refusal(10019, accounts[0]);
    const most = group.info.maxMemberCount ?? Number.POSITIVE_INFINITY;
    if (new Set([...group.members.keys(), ...known]).size > most) throw new Refusal(10014);
    const resultOf = (account: string) => {
      if (!world.isAccount(account)) return results.failed;
      return group.members.has(account) ? results.there : results.added;
    };
    const answer = accounts.map((account) => ({ Member_Account: account, Result: resultOf(account) }));
    world.join(group.members, known, nowMs);
    return { MemberList: answer };
  },
});

export const deleteGroupMember = command({
  document: "Deleting Group Members",
  fields: {
    GroupId: groupId,
    MemberToDel_Account: list(groupUser, { invalid, maxItems: limits.membersPerRemoval }),
    Silence: silence,
    Reason: optional(text({ invalid, mayBeEmpty: true })),
  },
  errors: ordinaryGroupErrors(10004),
  choices: {
    "how many accounts a call can name: 100 or 500": `${limits.membersPerRemoval}`,
    "deleting the owner": "a success, and the group has no owner",
  },
  handle({ GroupId, MemberToDel_Account }, { world }) {
    const group = ordinaryGroup(world, GroupId, 10004);
    for (const account of MemberToDel_Account) {
      leave(group, account);
      const { owner, ...others } = group.info;
      if (owner === account) group.info = others;
    }
    return {};
  },
});

export const getGroupMemberInfo = command({
  document: "Pulling Group Member Profiles",
  fields: {
    GroupId: groupId,
    Limit: optional(integer({ invalid, min: 0, max: limits.memberInfosPerCall })),
    Offset: optional(integer({ invalid, min: 0 })),
    Next: optional(
      text({ invalid, mayBeEmpty: true, pattern: { test: /^\d*$/, says: "the value from the page before" } }),
    ),
    MemberInfoFilter: optional(names),
    MemberRoleFilter: optional(names),
    AppDefinedDataFilter_GroupMember: optional(names),
  },
  errors: { ...ordinaryGroupErrors(10007), 10018: "the answer would be larger than 1 MB" },
  choices: {
    "the code for an AVChatRoom": "10007, as for other commands that do not work on one",
    "the largest Limit: 6000 or 200": `${limits.memberInfosPerCall}`,
    "the name of the end of a mute: ShutUpUntil on old pages, MuteUntil since 2023":
      "both, in the answer and in the filter",
    "MsgSeq and LastSendMsgTime": "0: nobody reads messages, and the emulator does not record who sent them",
  },
  handle({ GroupId, Limit, Offset = 0, Next, MemberInfoFilter, MemberRoleFilter }, { world }) {
    const group = ordinaryGroup(world, GroupId, 10007);
    const isCommunity = group.info.type === "Community";
    const start = isCommunity ? Number(Next ?? "") : Offset;
    const end = Limit === undefined ? undefined : start + Limit;
    const members = [...group.members].map(memberInfo(group)).filter(hasRole(MemberRoleFilter));
    const answer = {
      MemberNum: group.members.size,
      MemberList: members.slice(start, end).map(only(MemberInfoFilter)),
      ...(isCommunity && { Next: end !== undefined && end < members.length ? String(end) : "" }),
    };
    if (utf8Bytes(JSON.stringify(answer)) > limits.responseBytes) throw new Refusal(10018);
    return answer;
  },
});

export const getRoleInGroup = command({
  document: "Querying the Role of a User in a Group",
  fields: {
    GroupId: groupId,
    User_Account: list(groupUser, { invalid, maxItems: limits.rolesPerCall }),
  },
  errors: groupErrors,
  choices: {
    "whether it works on an AVChatRoom": "yes; its robots are no members",
  },
  handle({ GroupId, User_Account }, { world }) {
    const group = groupOf(world, GroupId);
    return {
      UserIdList: User_Account.map((account) => ({ Member_Account: account, Role: roleOf(group, account) })),
    };
  },
});

function roleOf(group: Group, account: string): "Owner" | "Admin" | "Member" | "NotMember" {
  if (group.info.owner === account) return "Owner";
  if (!group.members.has(account)) return "NotMember";
  return group.details?.get(account)?.isAdmin ? "Admin" : "Member";
}

/** The profile of each member. */
export function memberInfo(group: Group) {
  return ([account, { joinTime }]: [string, Presence]) => {
    const { msgFlag, mutedUntil = 0, nameCard, data } = group.details?.get(account) ?? {};
    return {
      Member_Account: account,
      Role: roleOf(group, account),
      JoinTime: joinTime,
      MsgSeq: 0,
      MsgFlag: msgFlag ?? "AcceptAndNotify",
      LastSendMsgTime: 0,
      ShutUpUntil: mutedUntil,
      MuteUntil: mutedUntil,
      NameCard: nameCard ?? "",
      AppMemberDefinedData: [...(data ?? [])].map(([Key, Value]) => ({ Key, Value })),
    };
  };
}

type MemberInfo = ReturnType<ReturnType<typeof memberInfo>>;

function hasRole(roles: readonly string[] = []) {
  return ({ Role }: MemberInfo) => roles.length === 0 || roles.includes(Role);
}

/** Keeps the named fields, and always Member_Account. */
export function only(wanted: readonly string[] = []) {
  return (info: MemberInfo) =>
    wanted.length === 0
      ? info
      : Object.fromEntries(
          Object.entries(info).filter(([name]) => name === "Member_Account" || wanted.includes(name)),
        );
}
