import * as pulumi from "@pulumi/pulumi";
import { LiveGroupRobots } from "pulumi-tencent-chat";

const config = new pulumi.Config();

/** Robots with a task. Their names differ from one environment to another. */
const hosts = config.requireObject<string[]>("robots");

/** Robots that fill seats where there are no people. The environments differ only in the number of these robots. */
const audience = Array.from(
  { length: config.getNumber("audience") ?? 0 },
  (_, seat) => `bot-viewer-${seat + 1}`,
);

const group = new LiveGroupRobots("robots", {
  groupId: config.require("group"),
  memberAccounts: [...hosts, ...audience],
});

export const robots = group.memberAccounts;
