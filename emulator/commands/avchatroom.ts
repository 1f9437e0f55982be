import { plainEnvelope } from "../envelopes";
import { Refusal } from "../errors";
import { integer, list, optional } from "../fields";
import { limits } from "../limits";
import { cachedOnlineList, onlinePage } from "../online-list";
import type { Group, World } from "../world";
import { command, type Service } from "./command";
import { groupId, groupOf, groupUser } from "./groups";

const robotFields = {
  GroupId: groupId,
  Member_Account: list(groupUser, { invalid: 10004, maxItems: limits.robotsPerCall }),
};

/** Live groups: robots and the list of who is online. */
export const avchatroom: Service = {
  name: "group_open_avchatroom_http_svc",
  envelope: plainEnvelope,
  commands: {
    // Undocumented: whether the accounts must exist (here not, unlike the live engine's robots), how many robots a
    // group may have (here any number), and adding one twice (here a success that changes nothing: a mark is a set).
    add_robots: command({
      document: "Setting Live Streaming Group Robots",
      fields: robotFields,
      handle({ GroupId, Member_Account }, { world, nowMs }) {
        world.join(liveGroup(world, GroupId).robots, Member_Account, nowMs);
        return {};
      },
    }),

    // Undocumented: deleting an account that is no robot. Here a success, as delete_group_member documents of
    // an account that is no member.
    del_robots: command({
      document: "Deleting Live Streaming Group Robots",
      fields: robotFields,
      handle({ GroupId, Member_Account }, { world }) {
        const { robots } = liveGroup(world, GroupId);
        for (const account of Member_Account) robots.delete(account);
        return {};
      },
    }),

    get_members: command({
      document: "Getting the List of Online Members in Audio-Video Group",
      fields: {
        GroupId: groupId,
        Timestamp: integer({ invalid: 10004, min: 0 }),
        Mark: optional(integer({ invalid: 10004, min: 0 })),
      },
      handle({ GroupId, Timestamp, Mark }, { world, settings, nowMs }) {
        const online = cachedOnlineList(liveGroup(world, GroupId), nowMs, settings.listDelaySeconds);
        const page = onlinePage(online, {
          mark: Mark,
          before: Timestamp,
          pageSize: settings.membersPageSize,
        });
        return {
          // The emulator holds no profiles, so nickname and avatar are as empty as those of a new account.
          MemberList: page.members.map(({ account, joinTime }) => ({
            Member_Account: account,
            JoinTime: joinTime,
            NickName: "",
            Avatar: "",
          })),
          NextTimestamp: page.next,
        };
      },
    }),
  },
};

function liveGroup(world: World, id: string): Group {
  const group = groupOf(world, id);
  if (group.type !== "AVChatRoom") throw new Refusal(10007, `${group.type} is not AVChatRoom`);
  return group;
}
