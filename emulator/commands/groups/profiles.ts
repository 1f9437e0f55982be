import { list, optional, text } from "../../http/fields";
import { limits } from "../../model/limits";
import type { World } from "../../model/world";
import { command } from "../command";
import { groupErrors, groupId, groupOf } from "../lookups";

const invalid = 10004;

/** How many groups one get_group_info can name. */
const groupsPerRequest = 50;

export const getGroupInfo = command({
  document: "Getting Group Profiles",
  fields: { GroupIdList: list(groupId, { invalid, maxItems: groupsPerRequest }) },
  errors: {},
  choices: {
    "the ErrorCode in the element of a group that is not there": "10010",
    "ResponseFilter, which chooses fields":
      "ignored: Type, Name, Owner_Account, CreateTime and MemberNum are given",
    "CreateTime of a group that was seeded": "left out",
    "MemberNum of an AVChatRoom": "its members, without robots",
  },
  handle: ({ GroupIdList }, { world }) => ({ GroupInfo: GroupIdList.map((id) => profileOf(world, id)) }),
});

export const modifyGroupBaseInfo = command({
  document: "Modifying the Profile of a Group",
  fields: { GroupId: groupId, Name: optional(text({ invalid, maxBytes: limits.groupNameBytes })) },
  errors: groupErrors,
  choices: { "fields other than Name": "ignored: the emulator keeps no other text of a group" },
  handle({ GroupId, Name }, { world }) {
    const group = groupOf(world, GroupId);
    if (Name !== undefined) group.info = { ...group.info, name: Name };
    return {};
  },
});

function profileOf(world: World, id: string): object {
  const group = world.groups.get(id);
  if (group === undefined) return { GroupId: id, ErrorCode: 10010, ErrorInfo: "no such group" };
  const { info, createTime, members } = group;
  return {
    GroupId: id,
    ErrorCode: 0,
    ErrorInfo: "",
    Type: info.type,
    Name: info.name ?? "",
    ...(info.owner !== undefined && { Owner_Account: info.owner }),
    ...(createTime !== undefined && { CreateTime: createTime }),
    MemberNum: members.size,
  };
}
