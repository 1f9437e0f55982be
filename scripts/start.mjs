// `npm start`: the demo of the whole package, with the real engine, against the emulator.
import { once } from "node:events";
import { Command } from "commander";
import { openDemo, pulumi, say } from "./demo/demo.mjs";
import { exportLines } from "./lib/shell.mjs";
import { table } from "./lib/table.mjs";

const { keep = false } = new Command("npm start --")
  .description(
    'Starts the emulator, runs `pulumi up` of this folder\'s program in the stack "dev", shows what the service holds, checks that nothing is left to change, and destroys everything again.',
  )
  .option(
    "--keep",
    "stop after `pulumi up` and keep the emulator running until Ctrl-C, so that you can go on by hand",
  )
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
  say(
    "Done: `pulumi up` created everything, a preview found no changes, and `pulumi destroy` removed everything.",
  );
}

/**
 * What the service holds, as a table with a row for each group, room and user with friend lists; and the number of its robots.
 *
 * @param {import("pulumi-tencent-chat/emulator").Emulator} emulator
 */
function held(emulator) {
  /** @type {(kind: string) => (entry: [string, { type: string, robots: string[], members: string[] }]) => string[]} */
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
  // The emulator's open port keeps this process alive until then.
  await Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
}
