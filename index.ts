/**
 * The bot fixtures of one environment, declared from its configuration: `Pulumi.<environment>.yaml`.
 */
import * as pulumi from "@pulumi/pulumi";
import { BotFixtures, FriendListDeletion, GroupMemberRemoval } from "pulumi-tencent-chat";
import { z } from "zod";

const id = z.string();
const text = z.string().optional();
const flag = z.boolean().optional();
const names = z.array(z.string().min(1)).min(1);

/** A list without two entries for the same thing: they would become two resources with the same name. */
function listBy<Id extends string, Entry extends Record<Id, string>>(key: Id, entry: z.ZodType<Entry>) {
  return z
    .array(entry)
    .superRefine((entries, { addIssue }) => {
      const ids = entries.map((one) => one[key]);
      const twice = ids.find((one, at) => ids.indexOf(one) !== at);
      if (twice !== undefined) addIssue(`"${twice}" has two entries; make them one`);
    })
    .default([]);
}

const account = z.strictObject({ userId: id, nick: text, faceUrl: text, deleteOnDestroy: flag });
const chatbot = z.strictObject({ userId: id, nick: text, faceUrl: text, selfSignature: text });
const liveGroup = z
  .strictObject({
    groupId: id,
    /** Creates the group, and dissolves it with the environment. Without `create`, the group has to exist, and stays. */
    create: z.strictObject({ name: z.string(), ownerAccount: text }).optional(),
    robots: names.optional(),
  })
  .refine(({ create, robots }) => create ?? robots, {
    path: ["robots"],
    error: "a group that is not created here needs robots",
  });
const room = z.strictObject({ roomId: id, robots: names });
/** A new `run` makes a clean-up run again. */
const removal = z.strictObject({ groupId: id, members: names, silence: flag, reason: text, run: text });
const deletion = z.strictObject({ account: id, lists: names, run: text });

/** The keys of this project, and their values. */
const environment = z.object({
  accounts: listBy("userId", account),
  chatbots: listBy("userId", chatbot),
  liveGroups: listBy("groupId", liveGroup),
  rooms: listBy("roomId", room),
  liveRooms: listBy("roomId", room),
  groupMemberRemovals: listBy("groupId", removal),
  friendListDeletions: listBy("account", deletion),
});

const config = new pulumi.Config();
const keys = Object.keys(environment.shape);
const read = environment.safeParse(Object.fromEntries(keys.map((key) => [key, config.getObject(key)])));
if (!read.success) {
  const problems = read.error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`);
  const file = `Pulumi.${pulumi.getStack()}.yaml`;
  throw new pulumi.RunError(`${file}, ${pulumi.getProject()}:${problems.join("; ")}`);
}

/** What this environment declares. */
export const declared = read.data;

function by<Id extends string, Entry extends Record<Id, string>>(key: Id, entries: readonly Entry[]) {
  return Object.fromEntries(entries.map((entry) => [entry[key], entry]));
}

// Not named after the stack, so that a renamed stack keeps its resources.
new BotFixtures("bots", {
  accounts: by("userId", declared.accounts),
  chatbots: by("userId", declared.chatbots),
  liveGroups: by("groupId", declared.liveGroups),
  rooms: by("roomId", declared.rooms),
  liveRooms: by("roomId", declared.liveRooms),
});

const triggersOf = (run: string | undefined) => (run === undefined ? [] : [run]);
for (const { groupId, members, run, ...how } of declared.groupMemberRemovals) {
  new GroupMemberRemoval(groupId, { groupId, memberAccounts: members, ...how, triggers: triggersOf(run) });
}
for (const { account, lists, run } of declared.friendListDeletions) {
  new FriendListDeletion(account, { fromAccount: account, groupNames: lists, triggers: triggersOf(run) });
}

const robotsIn = (places: readonly { robots?: readonly string[] }[]) =>
  places.flatMap(({ robots }) => [...new Set(robots)]).length;
export const counts = {
  ...Object.fromEntries(Object.entries(declared).map(([key, { length }]) => [key, length])),
  liveGroupRobots: robotsIn(declared.liveGroups),
  roomRobots: robotsIn(declared.rooms),
  liveRoomRobots: robotsIn(declared.liveRooms),
};
