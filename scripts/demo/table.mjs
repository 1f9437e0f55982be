import { table } from "../lib/table.mjs";

/** @typedef {import("pulumi-tencent-chat/emulator").State} State */

/** @type {(kind: string) => (entry: [string, { type: string, robots: string[], members: string[] }]) => string[]} */
const row =
  (kind) =>
  ([id, { type, robots, members }]) => [
    `${kind}, ${type}`,
    id,
    robots.join(" ") || "-",
    members.join(" ") || "-",
  ];

/**
 * What the service holds, a row a thing, as a person reads it.
 *
 * @param {State} state
 */
export function tableOf(state) {
  const rows = Object.values(state).flatMap(({ groups, rooms, friendLists }) => [
    ...Object.entries(groups).map(row("group")),
    ...Object.entries(rooms).map(row("room")),
    ...Object.entries(friendLists).map(([id, lists]) => ["friend lists", id, "-", lists.join(" ") || "-"]),
  ]);
  return table(["kind", "id", "robots", "members / lists"], rows);
}

/**
 * @param {State} state
 * @returns {number} robots in groups and rooms
 */
export function robotsIn(state) {
  return Object.values(state)
    .flatMap(({ groups, rooms }) => [...Object.values(groups), ...Object.values(rooms)])
    .reduce((sum, { robots }) => sum + robots.length, 0);
}
