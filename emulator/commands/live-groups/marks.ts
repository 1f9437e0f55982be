import { type Group, present } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { deleteMarks, dismissRobot, hiddenMark, robotMark, setMarks } from "../../model/marks";
import { proGroups } from "../../model/plans";
import type { World } from "../../model/world";
import { command } from "../command";
import { commandType, groupId, liveGroup, liveGroupErrors, markedMembers } from "../lookups";

const specialMarks: readonly number[] = [robotMark, hiddenMark];

interface MarkedMember {
  readonly Member_Account: string;
  readonly Marks: readonly number[];
}

/** modify_user_info: sets and deletes marks in a live group. Mark 500 makes a robot. */
export const modifyUserInfo = command({
  document: "Setting Audio-Video Group Member Marks",
  plan: proGroups,
  fields: {
    GroupId: groupId,
    CommandType: commandType(10004),
    MemberList: markedMembers({ invalid: 10004, maxItems: limits.marksPerCall, smallestMark: 0 }),
  },
  errors: {
    ...liveGroupErrors,
    10004:
      `a mark below ${limits.smallestOwnMark} other than ${specialMarks.join(" and ")}, ` +
      `more than ${limits.marksPerContainer} different marks in the group, ` +
      `more than ${limits.membersPerMark} members with one mark, or only accounts that are not online`,
  },
  choices: {
    "the code if the app's plan is too small": `${proGroups.otherwise}`,
    "the code if no account is online or exists": "10004",
    "who is online": "members and robots of the group, and accounts that this call makes robots",
    "whether the special marks count among the ten different ones": "no",
    "deleting a mark that the account does not have": "a success",
  },
  handle({ GroupId, CommandType, MemberList }, { world, nowMs }) {
    const group = liveGroup(world, GroupId);
    const unknown = MemberList.flatMap(({ Marks }) => Marks).find(
      (mark) => mark < limits.smallestOwnMark && !specialMarks.includes(mark),
    );
    if (unknown !== undefined) throw new Refusal(10004, `there is no mark ${unknown}`);
    const reached = MemberList.filter(isReached(group));
    if (reached.length === 0) throw new Refusal(10004, "none of the members is online");
    if (CommandType === 1) set(world, group, reached, nowMs);
    else unset(group, reached);
    return { CommandType, MemberList: reached };
  },
});

/** Only an account that is online can get a mark, except mark 500, which any account can get. */
function isReached(group: Group) {
  const online = present(group);
  return ({ Member_Account, Marks }: MarkedMember) => online.has(Member_Account) || Marks.includes(robotMark);
}

function set(world: World, group: Group, members: readonly MarkedMember[], nowMs: number): void {
  const changes = members.map(
    ({ Member_Account, Marks }) => [Member_Account, withoutRobotMark(Marks)] as const,
  );
  setMarks(group, changes, 10004);
  const robots = members.filter(({ Marks }) => Marks.includes(robotMark));
  world.join(
    group.robots,
    robots.map(({ Member_Account }) => Member_Account),
    nowMs,
  );
}

function unset(group: Group, members: readonly MarkedMember[]): void {
  for (const { Member_Account, Marks } of members) {
    deleteMarks(group, Member_Account, Marks);
    if (Marks.includes(robotMark)) dismissRobot(group, Member_Account);
  }
}

function withoutRobotMark(marks: readonly number[]): readonly number[] {
  return marks.filter((mark) => mark !== robotMark);
}
