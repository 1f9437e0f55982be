import { choice, integer, list, optional, record, text } from "../../http/fields";
import type { Group } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { groupTypes, limits, utf8Bytes } from "../../model/limits";
import { command } from "../command";
import { groupUser } from "../lookups";
import { memberInfo } from "./members";
import { pick, wholeProfileOf } from "./profiles";

const invalid = 10004;

const groupType = optional(choice(groupTypes, { invalid }));
const flag = optional(integer({ invalid, min: 0, max: 1 }));
const names = optional(list(text({ invalid }), { invalid, mayBeEmpty: true }));

export const getAppidGroupList = command({
  document: "Getting All Groups in an App",
  callsPerSecond: 1,
  fields: {
    Limit: optional(integer({ invalid, min: 0, max: limits.groupsPerPage })),
    Next: optional(integer({ invalid, min: 0 })),
    GroupType: groupType,
  },
  choices: {
    "what Next counts": "the groups of the pages before, so dissolving a group in between shifts the rest",
    "a Limit of 0": "like no Limit: as many as a page can have",
    "the order of the groups": "the order of their creation",
  },
  handle({ Limit, Next = 0, GroupType }, { world }) {
    const ids = [...world.groups]
      .filter(([, { info }]) => GroupType === undefined || info.type === GroupType)
      .map(([id]) => id);
    const end = Next + (Limit || limits.groupsPerPage);
    return {
      TotalCount: ids.length,
      GroupIdList: ids.slice(Next, end).map((GroupId) => ({ GroupId })),
      Next: end < ids.length ? end : 0,
    };
  },
});

export const getJoinedGroupList = command({
  document: "Getting Groups Joined by a User",
  fields: {
    Member_Account: groupUser,
    Limit: optional(integer({ invalid, min: 0 })),
    Offset: optional(integer({ invalid, min: 0 })),
    GroupType: groupType,
    WithHugeGroups: flag,
    WithNoActiveGroups: flag,
    ResponseFilter: optional(record({ GroupBaseInfoFilter: names, SelfInfoFilter: names }, { invalid })),
  },
  errors: { 10018: "the answer would be larger than 1 MB" },
  choices: {
    "a user who was not imported": "is in no group",
    WithHugeGroups: "1 adds the AVChatRooms that the user is a member of; a robot is no member",
    WithNoActiveGroups: "ignored: a group is active from its creation",
    "a Limit of 0": "like no Limit: all groups",
    "the answer without ResponseFilter": "the GroupId of each group",
  },
  handle({ Member_Account, Limit, Offset = 0, GroupType, WithHugeGroups = 0, ResponseFilter }, { world }) {
    const groups = [...world.groups].filter(
      ([
        ,
        {
          info: { type },
          members,
        },
      ]) =>
        members.has(Member_Account) &&
        (GroupType === undefined || type === GroupType) &&
        (type !== "AVChatRoom" || WithHugeGroups === 1 || GroupType === "AVChatRoom"),
    );
    const page = groups.slice(Offset, Limit ? Offset + Limit : undefined);
    const { GroupBaseInfoFilter = [], SelfInfoFilter = [] } = ResponseFilter ?? {};
    const answer = {
      TotalCount: groups.length,
      GroupIdList: page.map(([GroupId, group]) => ({
        GroupId,
        ...pick(wholeProfileOf(group), new Set(GroupBaseInfoFilter)),
        ...(SelfInfoFilter.length > 0 && {
          SelfInfo: pick(selfInfo(group, Member_Account), new Set(SelfInfoFilter)),
        }),
      })),
    };
    if (utf8Bytes(JSON.stringify(answer)) > limits.responseBytes) throw new Refusal(10018);
    return answer;
  },
});

function selfInfo(group: Group, account: string): object {
  const presence = group.members.get(account);
  return presence === undefined ? {} : memberInfo(group)([account, presence]);
}
