import * as pulumi from "@pulumi/pulumi";
import { FriendListDeletion, GroupMemberRemoval } from "pulumi-tencent-chat";

const config = new pulumi.Config();

/** Which load test is over. Both clean-ups run once for each value of it. */
const triggers = [config.require("run")];

const users = Array.from({ length: config.requireNumber("users") }, (_, at) => `load-${at + 1}`);

const members = new GroupMemberRemoval("load-users", {
  groupId: "team",
  memberAccounts: users,
  silence: true,
  triggers,
});

const lists = new FriendListDeletion("load-lists", {
  fromAccount: "alice",
  groupNames: ["load-test"],
  triggers,
});

export const removed = members.removedAccounts;
export const deleted = lists.deletedGroupNames;
