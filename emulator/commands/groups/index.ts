import { plainEnvelope } from "../../http/envelopes";
import { Refusal } from "../../model/errors";
import { cachedOnlineList } from "../../model/online-list";
import { includes, proGroups } from "../../model/plans";
import { command, type Service } from "../command";
import { groupErrors, groupId, groupOf } from "../lookups";
import { changeGroupOwner, createGroup, destroyGroup } from "./life";
import { getAppidGroupList, getJoinedGroupList } from "./lists";
import { modifyGroupMemberInfo } from "./member-profiles";
import { addGroupMember, deleteGroupMember, getGroupMemberInfo, getRoleInGroup } from "./members";
import { sendGroupMsg } from "./messages";
import { getGroupInfo, modifyGroupBaseInfo } from "./profiles";

/** Groups of every type. */
export const groups: Service = {
  name: "group_open_http_svc",
  title: "Groups",
  envelope: plainEnvelope,
  commands: {
    create_group: createGroup,
    destroy_group: destroyGroup,
    get_group_info: getGroupInfo,
    modify_group_base_info: modifyGroupBaseInfo,
    change_group_owner: changeGroupOwner,
    get_appid_group_list: getAppidGroupList,
    get_joined_group_list: getJoinedGroupList,
    add_group_member: addGroupMember,
    delete_group_member: deleteGroupMember,
    get_group_member_info: getGroupMemberInfo,
    modify_group_member_info: modifyGroupMemberInfo,
    get_role_in_group: getRoleInGroup,
    send_group_msg: sendGroupMsg,

    get_online_member_num: command({
      document: "Getting the Number of Online Users in a Group",
      fields: { GroupId: groupId },
      errors: {
        ...groupErrors,
        [proGroups.otherwise]: `the group is not an AVChatRoom and the plan is below ${proGroups.atLeast}`,
      },
      choices: {
        "for which groups it works: an old page says AVChatRoom, a newer one adds the others with the Pro edition":
          "as the newer page says",
        "whether robots count": "yes, like everybody in the online list",
        "how old the number may be: 10 seconds": "as old as the list of get_members, which it counts",
      },
      handle({ GroupId }, { world, settings, nowMs }) {
        const group = groupOf(world, GroupId);
        if (group.info.type !== "AVChatRoom" && !includes(settings.plan, proGroups.atLeast))
          throw new Refusal(proGroups.otherwise);
        return { OnlineMemberNum: cachedOnlineList(group, nowMs, settings.listDelaySeconds).members.length };
      },
    }),
  },
};
