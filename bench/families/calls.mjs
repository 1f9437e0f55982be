import { createRequire } from "node:module";
import { absolute } from "../lib/findings.mjs";
import { destroy, Project, refresh, up } from "../lib/project.mjs";
import { Service } from "../lib/service.mjs";

const load = createRequire(import.meta.url);
/** @type {{ roomsFor: (count: number) => Record<string, { type: string }> }} */
const { roomsFor } = load("../programs/robots.js");
/** @type {{ groupsFor: (sizes: { groups: number, sharing: number }) => { large: string, owners: string[], shared: { groupId: string } } }} */
const { groupsFor } = load("../programs/groups.js");

/** Documented limits: accounts in one add_robots, members in a page of get_members, and members that get_members lists in all. */
const accountsPerRequest = 500;
const membersPerPage = 500;
const onlineListCap = 1000;

/** @typedef {Readonly<Record<string, number>>} Sizes */

/**
 * The commands of a stack's life, each with the least number of requests that it needs.
 *
 * @type {readonly { name: string, command: string[], extra: number, least: (sizes: Sizes) => number }[]}
 */
const commands = [
  { name: "create", command: up, extra: 0, least: perResource },
  // Adds one account to the large group.
  { name: "update of one account", command: up, extra: 1, least: () => 1 },
  { name: "unchanged", command: up, extra: 1, least: () => 0 },
  {
    name: "refresh",
    command: refresh,
    extra: 1,
    // The pages of the large group, one listing of each other group, even if resources share the group, and one read of each room.
    least: ({ accounts = 0, groups = 0, robots = 0 }) =>
      Math.ceil(Math.min(accounts, onlineListCap) / membersPerPage) +
      groups +
      1 +
      Object.keys(roomsFor(robots)).length,
  },
  { name: "destroy", command: destroy, extra: 1, least: perResource },
];

/** @param {Sizes} sizes */
function perResource({ accounts = 0, groups = 0, sharing = 0, robots = 0 }) {
  return Math.ceil(accounts / accountsPerRequest) + groups + sharing + robots;
}

/** @type {import("../rows.mjs").Family} */
export const calls = {
  rows: ["calls"],
  sizes: {
    full: { accounts: 1200, groups: 30, sharing: 30, robots: 300 },
    quick: { accounts: 1200, groups: 5, sharing: 5, robots: 20 },
  },
  measure: async ({ sizes, engine }) => {
    const service = await Service.start();
    const project = await Project.open("fixtures", engine, service.url);
    try {
      await service.becomes(worldFor(sizes));
      const findings = [];
      let before = 0;
      for (const { name, command, extra, least } of commands) {
        await project.pulumi(command, programOf(sizes, extra));
        const made = (await service.requests()).length;
        findings.push(against(name, made - before, least(sizes)));
        before = made;
      }
      return findings;
    } finally {
      project.remove();
      await service.stop();
    }
  },
};

/** @param {Sizes} sizes */
function worldFor({ groups = 0, sharing = 0, robots = 0 }) {
  const { large, owners, shared } = groupsFor({ groups, sharing });
  const live = [large, shared.groupId, ...owners].map((id) => [id, { type: "AVChatRoom" }]);
  return { groups: Object.fromEntries(live), rooms: roomsFor(robots) };
}

/**
 * @param {Sizes} sizes
 * @param {number} extra accounts
 */
function programOf({ accounts = 0, groups = 0, sharing = 0, robots = 0 }, extra) {
  return {
    BENCH_ACCOUNTS: String(accounts + extra),
    BENCH_GROUPS: String(groups),
    BENCH_SHARING: String(sharing),
    BENCH_COUNT: String(robots),
  };
}

/**
 * @param {string} name
 * @param {number} made
 * @param {number} least
 * @returns {import("../lib/findings.mjs").Finding}
 */
function against(name, made, least) {
  const goal = /** @type {const} */ ({ sense: "exactly", bound: 1 });
  // If no request is needed, the value is 1 (the goal) for no request, and more otherwise.
  const times = least === 0 ? made + 1 : made / least;
  return {
    ...absolute({ row: `calls, ${name}`, size: "", ours: [times], goal }),
    ours: `${made} made`,
    other: `${least} needed`,
  };
}
