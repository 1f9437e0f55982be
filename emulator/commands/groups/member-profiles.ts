import { choice, integer, list, optional, record, text } from "../../http/fields";
import { type MemberDetails, messageFlags } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { command } from "../command";
import { groupId, groupUser, ordinaryGroup, ordinaryGroupErrors } from "../lookups";

const invalid = 10004;

const roles = ["Admin", "Member"] as const;
const seconds = optional(integer({ invalid, min: 0, max: limits.largestUint32 }));

export const modifyGroupMemberInfo = command({
  document: "Modifying the Profile of a Group Member",
  fields: {
    GroupId: groupId,
    Member_Account: groupUser,
    Role: optional(choice(roles, { invalid })),
    MsgFlag: optional(choice(messageFlags, { invalid })),
    NameCard: optional(text({ invalid, maxBytes: limits.nameCardBytes, mayBeEmpty: true })),
    AppMemberDefinedData: optional(
      list(record({ Key: text({ invalid }), Value: text({ invalid, mayBeEmpty: true }) }, { invalid }), {
        invalid,
      }),
    ),
    MuteTime: seconds,
    ShutUpTime: seconds,
  },
  errors: {
    ...ordinaryGroupErrors(10007),
    10004: "an account that is no member, another Role for the owner, or an Admin in a Private or Work group",
  },
  choices: {
    "the code for an account that is no member": "10004",
    "another Role for the owner": "10004: change_group_owner gives the group to somebody else",
    "an Admin in a Private or Work group, which has none": "10004",
    "the name of the field that mutes: ShutUpTime until 2023, MuteTime since then": "either",
    "AppMemberDefinedData keys that the console does not define": "kept like any other",
  },
  handle({ GroupId, Member_Account, Role, ...rest }, { world, nowMs }) {
    const group = ordinaryGroup(world, GroupId, 10007);
    if (!group.members.has(Member_Account)) throw new Refusal(10004, "Member_Account is no member");
    const { owner, type } = group.info;
    if (Role !== undefined && owner === Member_Account)
      throw new Refusal(10004, "the owner's Role cannot change; use change_group_owner");
    if (Role === "Admin" && (type === "Private" || type === "Work"))
      throw new Refusal(10004, `a ${type} group has no admins`);
    const before = group.details?.get(Member_Account) ?? {};
    group.details ??= new Map();
    group.details.set(Member_Account, { ...before, ...changes({ Role, ...rest }, before, nowMs) });
    return {};
  },
});

interface Changes {
  readonly Role: (typeof roles)[number] | undefined;
  readonly MsgFlag: MemberDetails["msgFlag"];
  readonly NameCard: string | undefined;
  readonly AppMemberDefinedData: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  readonly MuteTime: number | undefined;
  readonly ShutUpTime: number | undefined;
}

function changes(given: Changes, before: MemberDetails, nowMs: number): MemberDetails {
  const { Role, MsgFlag, NameCard, AppMemberDefinedData: data, MuteTime = given.ShutUpTime } = given;
  return {
    ...(Role !== undefined && { isAdmin: Role === "Admin" }),
    ...(MsgFlag !== undefined && { msgFlag: MsgFlag }),
    ...(NameCard !== undefined && { nameCard: NameCard }),
    ...(MuteTime !== undefined && {
      mutedUntil: MuteTime === 0 ? 0 : Math.floor(nowMs / 1000) + MuteTime,
    }),
    ...(data !== undefined && {
      data: new Map([...(before.data ?? []), ...data.map(({ Key, Value }) => [Key, Value] as const)]),
    }),
  };
}
