// What `npm start` runs: the whole main job, with the real engine, against the emulator.
import { once } from "node:events";
import { Command } from "commander";
import { openDemo } from "./demo/demo.mjs";
import { robotsIn, tableOf } from "./demo/table.mjs";
import { root } from "./lib/root.mjs";
import { run } from "./lib/run.mjs";
import { exportLines } from "./lib/shell.mjs";

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
  await pulumi(demo, "up", "--yes");
  say(`What the service holds now:\n\n${tableOf(emulator.state())}`);
  if (keep) return await untilInterrupted(demo);
  await pulumi(demo, "preview", "--expect-no-changes");
  await pulumi(demo, "destroy", "--yes");
  say(`What the service holds after \`pulumi destroy\`:\n\n${tableOf(emulator.state())}`);
  const left = robotsIn(emulator.state());
  if (left > 0) throw new Error(`${left} robots are left after \`pulumi destroy\``);
  say("Done: declared, applied, unchanged in a second look, and taken away again.");
}

/**
 * Runs `pulumi` with its output shown as it comes.
 *
 * @param {import("./demo/demo.mjs").Demo} demo
 * @param {string[]} words
 */
async function pulumi({ env, here }, ...words) {
  const args = [...words, ...here, "--non-interactive"];
  const command = `pulumi ${args.join(" ")}`;
  say(`$ ${command}`);
  const done = await run("pulumi", args, { cwd: root, env, stdout: "inherit", stderr: "inherit" });
  if (!done.ok) throw new Error(`\`${command}\`: ${done.reason}. See its output above.`);
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`\n${text}\n`);
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
