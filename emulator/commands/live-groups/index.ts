import { plainEnvelope } from "../../http/envelopes";
import { integer, list, optional } from "../../http/fields";
import { limits } from "../../model/limits";
import { dismissRobot } from "../../model/marks";
import { cachedOnlineList, onlinePage } from "../../model/online-list";
import { includes, proGroups } from "../../model/plans";
import { command, type Service } from "../command";
import { groupId, groupUser, liveGroup, liveGroupErrors } from "../lookups";
import { modifyUserInfo } from "./marks";

const robotFields = {
  GroupId: groupId,
  Member_Account: list(groupUser, { invalid: 10004, maxItems: limits.marksPerCall }),
};

const ceiling = {
  "how many accounts a call can name": `${limits.marksPerCall}, as "Setting Audio-Video Group Member Marks" allows, which does the same`,
};

const planCode = { "the code if the app's plan is too small": `${proGroups.otherwise}` };

/** Live groups: robots, marks and the online list. */
export const avchatroom: Service = {
  name: "group_open_avchatroom_http_svc",
  title: "Live groups",
  envelope: plainEnvelope,
  commands: {
    add_robots: command({
      document: "Setting Live Streaming Group Robots",
      plan: proGroups,
      fields: robotFields,
      errors: liveGroupErrors,
      choices: {
        ...ceiling,
        ...planCode,
        "whether the accounts have to be imported": "no",
        "adding a robot that is there already": "a success that changes nothing",
        "how many robots a group can have": "any number",
        "for how long an account stays a robot: one page of 2023 says three days at most": "for ever",
        "the answer if the console's online list is switched off": "it is always on",
      },
      handle({ GroupId, Member_Account }, { world, nowMs }) {
        world.join(liveGroup(world, GroupId).robots, Member_Account, nowMs);
        return {};
      },
    }),

    del_robots: command({
      document: "Deleting Live Streaming Group Robots",
      plan: proGroups,
      fields: robotFields,
      errors: liveGroupErrors,
      choices: {
        ...ceiling,
        ...planCode,
        "deleting an account that is no robot":
          "a success, as documented for delete_group_member and an account that is no member",
      },
      handle({ GroupId, Member_Account }, { world }) {
        const group = liveGroup(world, GroupId);
        for (const account of Member_Account) dismissRobot(group, account);
        return {};
      },
    }),

    modify_user_info: modifyUserInfo,

    get_members: command({
      document: "Getting the List of Online Members in Audio-Video Group",
      fields: {
        GroupId: groupId,
        Timestamp: integer({ invalid: 10004, min: 0 }),
        Mark: optional(integer({ invalid: 10004, min: 0 })),
      },
      errors: liveGroupErrors,
      choices: {
        "the answer on a plan below Pro: a page in English lists the newest 30, a newer one only requires the plan": `the newest ${limits.onlineMembersBelowPro}`,
        "members in a page: 500 or 250": "500, or `membersPageSize`",
        "how old the list may be: 10 or 40 seconds": "10 seconds, or `--list-delay-seconds`",
        "whether Mark can be 500 or 600": "yes: 500 lists the robots",
        "whether the limit of 1000 applies before or after the choice by Mark":
          "after it, because as many as 1000 members can have one mark",
        "when members are online": "as long as they are in the group",
        "whether it works on a Community too: the pages differ": "no",
      },
      handle({ GroupId, Timestamp, Mark }, { world, settings, nowMs }) {
        const online = cachedOnlineList(liveGroup(world, GroupId), nowMs, settings.listDelaySeconds);
        const page = onlinePage(online, {
          mark: Mark,
          before: Timestamp,
          pageSize: settings.membersPageSize,
          most: includes(settings.plan, "pro") ? limits.onlineMembers : limits.onlineMembersBelowPro,
        });
        return {
          MemberList: page.members.map(({ account, joinTime }) => ({
            Member_Account: account,
            JoinTime: joinTime,
            NickName: world.profileOf(account).nick,
            Avatar: world.profileOf(account).faceUrl,
          })),
          NextTimestamp: page.next,
        };
      },
    }),

    check_members: command({
      document: "Checking Whether Users Are in a Live Streaming Group",
      plan: proGroups,
      fields: robotFields,
      errors: liveGroupErrors,
      choices: {
        ...planCode,
        "how many accounts a call can name": `${limits.marksPerCall}, as for the related commands`,
        "whether robots count as being in the group": "yes",
        "how old the answer may be: 40 seconds": "as old as the list of get_members, which it uses",
      },
      handle({ GroupId, Member_Account }, { world, settings, nowMs }) {
        const { members } = cachedOnlineList(liveGroup(world, GroupId), nowMs, settings.listDelaySeconds);
        const online = new Set(members.map(({ account }) => account));
        return { Member_Account: Member_Account.filter((account) => online.has(account)) };
      },
    }),
  },
};
