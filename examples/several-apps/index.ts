import { LiveGroupRobots } from "pulumi-tencent-chat";

/** The robots of the show, by the name of their app. */
const hosts = {
  asia: ["bot-welcome", "bot-moderator", "bot-translator"],
  europe: ["bot-welcome", "bot-moderator"],
};

const groups = Object.entries(hosts).map(
  ([app, memberAccounts]) =>
    new LiveGroupRobots(`hosts-${app}`, { app, groupId: "live-main", memberAccounts }),
);

export const robots = groups.map((group) => group.memberAccounts);
