// What `npm start` runs: the whole main job, with the real engine, against the emulator.
import { parseArgs } from "node:util";
import { runDemo } from "./demo/demo.mjs";

const usage = `Usage: npm start [-- --keep]

Starts the emulator, runs \`pulumi up\` of this folder's program in the stack "dev", shows what the service holds,
checks that nothing is left to change, and destroys it all again.

  --keep   stops after \`pulumi up\` and keeps the emulator running until Ctrl-C, to go on by hand
  --help   prints this
`;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  /** @type {{ keep?: boolean, help?: boolean }} */
  let flags;
  try {
    flags = parseArgs({ args, options: { keep: { type: "boolean" }, help: { type: "boolean" } } }).values;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (flags.help) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    await runDemo({ keep: flags.keep === true });
    return 0;
  } catch (error) {
    process.stderr.write(`\nnpm start failed: ${messageOf(error)}\n`);
    return 1;
  }
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
