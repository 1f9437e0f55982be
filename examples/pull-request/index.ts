import * as pulumi from "@pulumi/pulumi";
import { LiveGroup, LiveGroupRobots } from "pulumi-tencent-chat";

/** Such as `pr-128`. It is in the group's ID, so that two pull requests do not meet in the service. */
const environment = pulumi.getStack();

const stage = new LiveGroup("stage", { groupId: `live-${environment}`, name: `Review ${environment}` });

const hosts = new LiveGroupRobots("hosts", {
  // An output of the group, not its ID once more: so the engine knows that the group comes first and goes last.
  groupId: stage.groupId,
  memberAccounts: ["bot-welcome", "bot-moderator"],
});

/** The group for the tests of the pull request to join, with its robots in it. */
export const groupId = hosts.groupId;
