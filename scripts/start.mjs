// What `npm start` runs: the whole main job, with the real engine, against the emulator.
import { once } from "node:events";
import { Command } from "commander";
import { openDemo, pulumi, say } from "./demo/demo.mjs";
import { exportLines } from "./lib/shell.mjs";
import { table } from "./lib/table.mjs";

const { keep = false } = new Command("npm start --")
  .description(
    'Starts the emulator, runs `pulumi up` of this folder\'s program in the stack "dev", shows what the service holds, checks that nothing is left to change, and destroys it all again.',
  )
  .option("--keep", "stop after `pulumi up` and keep the emulator running until Ctrl-C, to go on by hand")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts();

try {
  const demo = await openDemo();
  await showDemo(demo).finally(demo.close);
} catch (error) {
  process.stderr.write(`\nnpm start failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {import("./demo/demo.mjs").Demo} demo */
async function showDemo(demo) {
  const { engine, emulator } = demo;
  say(`The emulator of Tencent Cloud Chat runs at ${emulator.url}; the engine is Pulumi ${engine.version}.`);
  await pulumi(demo, ["up", "--yes"]);
  say(`What the service holds now:\n\n${held(emulator).table}`);
  if (keep) return await untilInterrupted(demo);
  await pulumi(demo, ["preview", "--expect-no-changes"]);
  await pulumi(demo, ["destroy", "--yes"]);
  const left = held(emulator);
  say(`What the service holds after \`pulumi destroy\`:\n\n${left.table}`);
  if (left.robots > 0) throw new Error(`${left.robots} robots are left after \`pulumi destroy\``);
  say("Done: declared, applied, unchanged in a second look, and taken away again.");
}

/**
 * What the service holds, a row a thing, as a person reads it; and how many robots are in its groups and rooms.
 *
 * @param {import("pulumi-tencent-chat/emulator").Emulator} emulator
 */
function held(emulator) {
  /** @type {(kind: string) => (place: [string, { type: string, robots: string[], members: string[] }]) => string[]} */
  const row =
    (kind) =>
    ([id, { type, robots, members }]) => [`${kind}, ${type}`, id, robots.join(" "), members.join(" ")];
  const rows = Object.values(emulator.state()).flatMap(({ groups, rooms, friendLists }) => [
    ...Object.entries(groups).map(row("group")),
    ...Object.entries(rooms).map(row("room")),
    ...Object.entries(friendLists).map(([id, lists]) => ["friend lists", id, "", lists.join(" ")]),
  ]);
  const shown = rows.map((cells) => cells.map((cell) => cell || "-"));
  return {
    table: table(["kind", "id", "robots", "members / lists"], shown),
    robots: rows.flatMap(([, , robots]) => robots?.match(/\S+/g) ?? []).length,
  };
}

/** @param {import("./demo/demo.mjs").Demo} demo */
async function untilInterrupted({ engine, settings, emulator: { url }, stack }) {
  const { PATH: _ours, ...variables } = engine.env;
  say(`The emulator keeps running at ${url} until Ctrl-C. In another terminal, in this folder:

${exportLines({ ...variables, ...settings }, engine.folders)}pulumi stack select ${stack}
pulumi preview
curl -s ${url}/_emulator/state
`);
  // A listener does not keep a process alive; the emulator's open port does.
  await Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
}
