// Plants the faults of test/fixtures/planted-faults/ one at a time, and says which test notices each:
// `npm run mutation:planted -- [--lanes 2] [--near] [words of a file or description]`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "markdown-table";
import { parse } from "yaml";
import { root } from "../../scripts/lib/root.mjs";
import { PlantedCopy } from "./planted-copy.mjs";

/** @typedef {import("./planted-copy.mjs").Fault} Fault */
/** @typedef {import("./planted-copy.mjs").Notice} Notice */

const lists = join(root, "test/fixtures/planted-faults");
const report = join(root, ".local/mutation/planted.json");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lanes: { type: "string", default: "2" }, near: { type: "boolean", default: false } },
});
const faults = chosen(positionals);
const queue = [...faults.entries()];
/** @type {Notice[]} */
const notices = [];

await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
const rows = faults.map((fault, at) => ({ ...fault, ...notices[at] }));
mkdirSync(dirname(report), { recursive: true });
writeFileSync(report, `${JSON.stringify(rows, undefined, 2)}\n`);
process.stdout.write(
  `${markdownTable([
    ["in", "what is wrong", "noticed by", "test"],
    ...rows.map((row) => [row.in, row.wrong, row.by ?? "", row.test ?? row.unnoticed ?? ""]),
  ])}\n`,
);
const missed = rows.filter(({ test, unnoticed }) => test === undefined && unnoticed === undefined);
process.stdout.write(`${rows.filter(({ test }) => test !== undefined).length} of ${rows.length} noticed.\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** @param {string[]} words each fault holds one of them in its file or its description; without any, all */
function chosen(words) {
  /** @type {Fault[]} */
  const all = readdirSync(lists).flatMap((name) => parse(readFileSync(join(lists, name), "utf8")));
  if (words.length === 0) return all;
  return all.filter((fault) => words.some((word) => `${fault.in}: ${fault.wrong}`.includes(word)));
}

/** Works on one fault after the other, in a copy of its own. */
async function lane() {
  const copy = await PlantedCopy.make();
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, fault] = next;
      const notice = await copy.noticeOf(fault, values.near);
      notices[at] = notice;
      process.stderr.write(
        `${at + 1} of ${faults.length}, ${fault.in}: ${fault.wrong}: ${notice.by} ${notice.test ?? ""}\n`,
      );
    }
  } finally {
    copy.remove();
  }
}
