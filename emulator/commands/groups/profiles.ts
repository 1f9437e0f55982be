import { list, optional, record, text } from "../../http/fields";
import type { Group } from "../../model/containers";
import { limits } from "../../model/limits";
import type { World } from "../../model/world";
import { command } from "../command";
import { groupErrors, groupId, groupOf } from "../lookups";
import { memberInfo, only } from "./members";
import { customFields, defaultSettings, settingChoices, settingFields, withSettings } from "./settings";

const invalid = 10004;

/** How many groups one get_group_info can name. */
const groupsPerRequest = 50;

const names = optional(list(text({ invalid }), { invalid, mayBeEmpty: true }));

const filterFields = {
  GroupBaseInfoFilter: names,
  MemberInfoFilter: names,
  AppDefinedDataFilter_Group: names,
  AppDefinedDataFilter_GroupMember: names,
};
type Filter = { readonly [Name in keyof typeof filterFields]?: readonly string[] | undefined };

export const getGroupInfo = command({
  document: "Getting Group Profiles",
  fields: {
    GroupIdList: list(groupId, { invalid, maxItems: groupsPerRequest }),
    ResponseFilter: optional(record(filterFields, { invalid })),
  },
  errors: {},
  choices: {
    "the ErrorCode in the element of a group that does not exist": "10010",
    "a ResponseFilter that lacks one of its lists":
      "nothing of that part if it has another list, everything if it has none",
    "a field that no request has set": "its documented default; left out if there is none",
    "CreateTime of a group that was seeded": "left out",
    "MemberNum of an AVChatRoom": "its members, without robots",
    "MemberList of an AVChatRoom": "left out",
  },
  handle({ GroupIdList, ResponseFilter }, { world }) {
    return { GroupInfo: GroupIdList.map((id) => profileOf(world, id, ResponseFilter)) };
  },
});

export const modifyGroupBaseInfo = command({
  document: "Modifying the Profile of a Group",
  fields: {
    GroupId: groupId,
    Name: optional(text({ invalid, maxBytes: limits.groupNameBytes })),
    ...settingFields,
  },
  errors: groupErrors,
  choices: {
    ...settingChoices,
    "keys of AppDefinedData that are not in the request": "they keep their values",
    "a MaxMemberNum below the number of members": "accepted: nobody has to leave",
  },
  handle(body, { world }) {
    const group = groupOf(world, body.GroupId);
    const info = withSettings(group.info, body);
    group.info = body.Name === undefined ? info : { ...info, name: body.Name };
    return {};
  },
});

function profileOf(world: World, id: string, filter: Filter = {}): object {
  const group = world.groups.get(id);
  if (group === undefined) return { GroupId: id, ErrorCode: 10010, ErrorInfo: "no such group" };
  const isFiltered = Object.values(filter).some((wanted = []) => wanted.length > 0);
  /** Undefined: everything. */
  const wanted = (name: keyof Filter) => (isFiltered ? new Set(filter[name]) : undefined);
  const { AppDefinedData, ...basic } = wholeProfileOf(group);
  const members = wanted("MemberInfoFilter");
  const custom = wanted("AppDefinedDataFilter_Group");
  return {
    GroupId: id,
    ErrorCode: 0,
    ErrorInfo: "",
    ...pick(basic, wanted("GroupBaseInfoFilter")),
    ...(custom?.size !== 0 && {
      AppDefinedData: customFields(AppDefinedData).filter(({ Key }) => custom?.has(Key) ?? true),
    }),
    ...(group.info.type !== "AVChatRoom" &&
      members?.size !== 0 && {
        MemberList: [...group.members].map(memberInfo(group)).map(only([...(members ?? [])])),
      }),
  };
}

/** The whole profile of a group. */
export function wholeProfileOf({ info, createTime, members }: Group) {
  return {
    ...defaultSettings,
    ...info.profile,
    Type: info.type,
    Name: info.name ?? "",
    ...(info.owner !== undefined && { Owner_Account: info.owner }),
    ...(createTime !== undefined && { CreateTime: createTime }),
    MemberNum: members.size,
    ...(info.maxMemberCount !== undefined && { MaxMemberNum: info.maxMemberCount }),
  };
}

/** The wanted fields; all fields if `wanted` is undefined. */
export function pick(fields: object, wanted: ReadonlySet<string> | undefined): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted?.has(name) ?? true));
}
