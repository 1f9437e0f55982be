import { choice, integer, list, optional, record, text } from "../../http/fields";
import { appoint, newGroup } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { communityIdPrefix, type GroupType, groupTypes, limits, ownIdPrefix } from "../../model/limits";
import type { World } from "../../model/world";
import { command } from "../command";
import {
  findNotImported,
  groupErrors,
  groupId,
  groupOf,
  groupUser,
  ordinaryGroup,
  ordinaryGroupErrors,
} from "../lookups";
import { mostMembersIn, settingChoices, settingFields, withSettings } from "./settings";

const invalid = 10004;

/** How the generated ID of a group begins, according to the samples of the pages. */
const idPrefixes: Readonly<Partial<Record<GroupType, string>>> = {
  AVChatRoom: `${ownIdPrefix}a`,
  Community: `${communityIdPrefix}${ownIdPrefix}c`,
};
const ordinaryIdPrefix = `${ownIdPrefix}2`;

/** "Group System": the two names of the type whose members all have the same rights. */
const withoutAdmins: readonly GroupType[] = ["Private", "Work"];

export const createGroup = command({
  document: "Creating a Group",
  fields: {
    Type: choice(groupTypes, { invalid }),
    Name: text({ invalid, maxBytes: limits.groupNameBytes }),
    GroupId: optional(groupId),
    Owner_Account: optional(groupUser),
    ...settingFields,
    MemberList: optional(
      list(
        record(
          { Member_Account: groupUser, Role: optional(choice(["Admin", "Member"], { invalid })) },
          { invalid },
        ),
        {
          invalid,
          tooMany: 10005,
          maxItems: limits.membersPerCreation,
          mayBeEmpty: true,
        },
      ),
    ),
    SupportTopic: optional(integer({ invalid, min: 0, max: 1 })),
  },
  errors: {
    10004: `a GroupId that starts with ${ownIdPrefix}, or a Community's GroupId that does not start with ${communityIdPrefix}`,
    10007: "MemberList for an AVChatRoom",
    10014: "more members than MaxMemberCount",
    10019: "an owner or member who was not imported",
    10021: "a group that the caller does not own has the GroupId, or a live room",
    10025: "a group that the caller owns has the GroupId",
    10058: `more than ${limits.trialGroups} groups on the trial plan`,
  },
  choices: {
    "who owns a group without Owner_Account": "nobody",
    "whether the owner is a member at once": "yes, except in an AVChatRoom",
    ...settingChoices,
    "whether a Work group, once Private, has admins: the page about creation says no":
      "it has none; an Admin becomes a Member",
    "the code for a GroupId that is a live room's": "10021, as for any ID that somebody else uses",
    "the code for a GroupId with the wrong beginning": "10004",
    "the limits on groups created in a day, on AVChatRooms, and on groups of a user":
      "none; a fault can answer 10006, 10036 or 10037",
  },
  handle(body, { world, settings, nowMs, caller }) {
    const { Type, Name, GroupId, Owner_Account, MemberList = [] } = body;
    checkId(Type, GroupId);
    const members = MemberList.map(({ Member_Account }) => Member_Account);
    if (Type === "AVChatRoom" && members.length > 0)
      throw new Refusal(10007, "users join an AVChatRoom; it cannot be created with members");
    const owners = Owner_Account === undefined ? [] : [Owner_Account];
    const unknown = findNotImported(world, [...owners, ...members]);
    if (unknown !== undefined) throw new Refusal(10019, unknown);
    const joining = Type === "AVChatRoom" ? [] : [...new Set([...owners, ...members])];
    if (joining.length > (mostMembersIn(body) ?? joining.length)) throw new Refusal(10014);
    if (settings.plan === "trial" && world.groups.size >= limits.trialGroups) throw new Refusal(10058);
    if (GroupId !== undefined) checkFree(world, GroupId, caller);
    const id = GroupId ?? world.newId(idPrefixes[Type] ?? ordinaryIdPrefix);
    const info = {
      type: Type,
      name: Name,
      ...(Owner_Account !== undefined && { owner: Owner_Account }),
    };
    const group = newGroup(withSettings(info, body), nowMs);
    world.groups.set(id, group);
    world.join(group.members, joining, nowMs);
    const admins = MemberList.filter(({ Role }) => Role === "Admin" && !withoutAdmins.includes(Type));
    appoint(
      group,
      admins.map(({ Member_Account }) => Member_Account),
    );
    return { GroupId: id, ...(Type === "Community" && { Type, HugeGroupFlag: 0 }) };
  },
});

export const destroyGroup = command({
  document: "Disbanding a Group",
  fields: { GroupId: groupId },
  errors: groupErrors,
  handle({ GroupId }, { world }) {
    groupOf(world, GroupId);
    world.groups.delete(GroupId);
    return {};
  },
});

export const changeGroupOwner = command({
  document: "Changing Group Owner",
  fields: { GroupId: groupId, NewOwner_Account: groupUser },
  errors: { ...ordinaryGroupErrors(10007), 10004: "a new owner who is no member" },
  choices: {
    "the code for a new owner who is no member": "10004",
    "the new role of the former owner": "an ordinary member",
  },
  handle({ GroupId, NewOwner_Account }, { world }) {
    const group = ordinaryGroup(world, GroupId, 10007);
    if (!group.members.has(NewOwner_Account)) throw new Refusal(10004, "NewOwner_Account is no member");
    group.info = { ...group.info, owner: NewOwner_Account };
    const details = group.details?.get(NewOwner_Account);
    if (details?.isAdmin) group.details?.set(NewOwner_Account, { ...details, isAdmin: false });
    return {};
  },
});

/** @throws Refusal 10004 */
function checkId(type: GroupType, id = ""): void {
  if (id === "") return;
  if (type === "Community" && !id.startsWith(communityIdPrefix))
    throw new Refusal(10004, `the GroupId of a Community must start with ${communityIdPrefix}`);
  if (type !== "Community" && id.startsWith(ownIdPrefix))
    throw new Refusal(10004, `GroupId must not start with ${ownIdPrefix}`);
}

/** @throws Refusal 10021 or 10025 */
function checkFree(world: World, id: string, caller: string): void {
  const group = world.groups.get(id);
  if (group !== undefined) throw new Refusal(group.info.owner === caller ? 10025 : 10021);
  if (world.rooms.get(id)?.info.type === "Live") throw new Refusal(10021, "a live room has this ID");
}
