/** @typedef {import("pulumi-tencent-chat/emulator").State} State */

/**
 * What the service holds, a row a thing, as a person reads it.
 *
 * @param {State} state
 * @returns {string}
 */
export function tableOf(state) {
  const rows = [["kind", "id", "robots", "members / lists"]];
  for (const { groups, rooms, friendLists } of Object.values(state)) {
    for (const [id, { type, robots, members }] of Object.entries(groups)) {
      rows.push([`group, ${type}`, id, robots.join(" ") || "-", members.join(" ") || "-"]);
    }
    for (const [id, { type, robots, members }] of Object.entries(rooms)) {
      rows.push([`room, ${type}`, id, robots.join(" ") || "-", members.join(" ") || "-"]);
    }
    for (const [account, lists] of Object.entries(friendLists)) {
      rows.push(["friend lists", account, "-", lists.join(" ") || "-"]);
    }
  }
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, "-".repeat(head.length), ...body].join("\n");
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
