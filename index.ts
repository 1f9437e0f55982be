/**
 * The bot fixtures of one environment, declared from its configuration: `Pulumi.<environment>.yaml`.
 */
import * as pulumi from "@pulumi/pulumi";
import { FriendListDeletion, GroupMemberRemoval, LiveGroupRobots, RoomRobot } from "pulumi-tencent-chat";
import { z } from "zod";

const names = z.array(z.string().min(1)).min(1);
/** Change it to make a clean-up run again. */
const run = z.string().optional();

const groups = z.array(z.strictObject({ groupId: z.string(), robots: names })).default([]);
const rooms = z.array(z.strictObject({ roomId: z.string(), robots: names })).default([]);
const removals = z
  .array(
    z.strictObject({
      groupId: z.string(),
      members: names,
      silence: z.boolean().optional(),
      reason: z.string().optional(),
      run,
    }),
  )
  .default([]);
const deletions = z.array(z.strictObject({ account: z.string(), lists: names, run })).default([]);

/** The value of a key of this project, or one error that says every place where it is not as it should be. */
function configured<Shape extends z.ZodType>(key: string, shape: Shape): z.infer<Shape> {
  const result = shape.safeParse(new pulumi.Config().getObject(key));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
    return `${key}${place}: ${message}`;
  });
  const file = `Pulumi.${pulumi.getStack()}.yaml`;
  throw new pulumi.RunError(`${file}, ${pulumi.getProject()}:${problems.join("; ")}`);
}

/** Refuses two entries for the same thing, which would be two resources of one name. */
function once<Entry>(key: string, entries: readonly Entry[], idOf: (entry: Entry) => string): void {
  const ids = entries.map(idOf);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice === undefined) return;
  throw new pulumi.RunError(
    `Pulumi.${pulumi.getStack()}.yaml, ${pulumi.getProject()}:${key}: "${twice}" has two entries; make them one`,
  );
}

const environment = {
  liveGroups: configured("liveGroups", groups),
  rooms: configured("rooms", rooms),
  groupMemberRemovals: configured("groupMemberRemovals", removals),
  friendListDeletions: configured("friendListDeletions", deletions),
};
once("liveGroups", environment.liveGroups, ({ groupId }) => groupId);
once("rooms", environment.rooms, ({ roomId }) => roomId);
once("groupMemberRemovals", environment.groupMemberRemovals, ({ groupId }) => groupId);
once("friendListDeletions", environment.friendListDeletions, ({ account }) => account);

for (const { groupId, robots } of environment.liveGroups) {
  new LiveGroupRobots(groupId, { groupId, memberAccounts: robots });
}

for (const { roomId, robots } of environment.rooms) {
  for (const memberAccount of new Set(robots)) {
    new RoomRobot(`${roomId}/${memberAccount}`, { roomId, memberAccount });
  }
}

for (const { groupId, members, silence, reason, run } of environment.groupMemberRemovals) {
  new GroupMemberRemoval(groupId, {
    groupId,
    memberAccounts: members,
    silence,
    reason,
    triggers: run === undefined ? [] : [run],
  });
}

for (const { account, lists, run } of environment.friendListDeletions) {
  new FriendListDeletion(account, {
    fromAccount: account,
    groupNames: lists,
    triggers: run === undefined ? [] : [run],
  });
}

/** What this environment declares. */
export const declared = environment;
export const counts = {
  liveGroups: environment.liveGroups.length,
  liveGroupRobots: environment.liveGroups.flatMap(({ robots }) => [...new Set(robots)]).length,
  rooms: environment.rooms.length,
  roomRobots: environment.rooms.flatMap(({ robots }) => [...new Set(robots)]).length,
  groupMemberRemovals: environment.groupMemberRemovals.length,
  friendListDeletions: environment.friendListDeletions.length,
};
