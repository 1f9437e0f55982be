import * as pulumi from "@pulumi/pulumi";
import { LiveGroup, LiveGroupRobots } from "pulumi-tencent-chat";

/** Such as `pr-128`. The group's ID contains it, so that two pull requests never share a group. */
const environment = pulumi.getStack();

const stage = new LiveGroup("stage", { groupId: `live-${environment}`, name: `Review ${environment}` });

const hosts = new LiveGroupRobots("hosts", {
  // Use the group's output instead of repeating its ID: so the engine creates the group first and deletes it last.
  groupId: stage.groupId,
  memberAccounts: ["bot-welcome", "bot-moderator"],
});

/** The group that the tests of the pull request join. As an output of the robots, it is known only when they are in the group. */
export const groupId = hosts.groupId;
