import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureEngine } from "../engine/ensure.mjs";
import { bootstrap } from "../lib/bootstrap.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { exportLines } from "../lib/shell.mjs";
import { robotsIn, tableOf } from "./table.mjs";
import { app, world } from "./world.mjs";

/** The passphrase of the salt in Pulumi.dev.yaml: the demo's stack holds no secret worth one. */
const passphrase = "emulator";
const stack = "dev";

/**
 * @param {{ keep: boolean }} options
 */
export async function runDemo({ keep }) {
  await bootstrap();
  const engine = await ensureEngine();
  // After bootstrap(): on a fresh clone there is nothing to load before.
  /** @type {typeof import("pulumi-tencent-chat/emulator")} */
  const { startEmulator } = createRequire(import.meta.url)("pulumi-tencent-chat/emulator");
  const emulator = await startEmulator({ seed: world });
  const backend = freshBackend();
  try {
    const settings = {
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      TENCENT_CHAT_ENDPOINT: emulator.url,
      TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
      TENCENT_CHAT_SECRET_KEY: app.secretKey,
    };
    const pulumi = commandWith({ ...process.env, ...engine.env, ...settings });
    say(
      `The emulator of Tencent Cloud Chat runs at ${emulator.url}; the engine is Pulumi ${engine.version}.`,
    );
    await pulumi("stack", "init", stack);
    await pulumi("up", "--yes", "--stack", stack);
    show("What the service holds now:", emulator);
    if (keep) {
      await untilInterrupted(emulator.url, { ...engine.env, ...settings });
      return;
    }
    await pulumi("preview", "--expect-no-changes", "--stack", stack);
    await pulumi("destroy", "--yes", "--stack", stack);
    show("What the service holds after `pulumi destroy`:", emulator);
    const left = robotsIn(emulator.state());
    if (left > 0) throw new Error(`${left} robots are left after \`pulumi destroy\``);
    say("Done: declared, applied, unchanged in a second look, and taken away again.");
  } finally {
    await emulator.stop();
    rmSync(backend, { recursive: true, force: true });
  }
}

/** A folder of this run's own, so that two runs do not meet; gone with the process, however that ends. */
function freshBackend() {
  const local = join(root, ".local");
  mkdirSync(local, { recursive: true });
  const backend = mkdtempSync(join(local, "start-"));
  process.once("exit", () => rmSync(backend, { recursive: true, force: true }));
  return backend;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {(...args: string[]) => Promise<void>} runs `pulumi` with its output shown as it comes
 */
function commandWith(env) {
  return async (...args) => {
    const command = ["pulumi", ...args, "--non-interactive"].join(" ");
    say(`$ ${command}`);
    const done = await run("pulumi", [...args, "--non-interactive"], { cwd: root, env, output: "inherit" });
    if (!done.ok) throw new Error(`\`${command}\`: ${done.reason}. What it says stands above.`);
  };
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`\n${text}\n`);
}

/**
 * @param {string} title
 * @param {import("pulumi-tencent-chat/emulator").Emulator} emulator
 */
function show(title, emulator) {
  say(`${title}\n\n${tableOf(emulator.state())}`);
}

/**
 * @param {string} url
 * @param {Record<string, string>} env
 */
async function untilInterrupted(url, env) {
  say(`The emulator keeps running at ${url} until Ctrl-C. In another terminal, in this folder:

${exportLines(env)}

pulumi stack select ${stack}
pulumi preview          # nothing to change
curl -s ${url}/_emulator/state
`);
  await new Promise((resolve) => {
    // A signal listener alone does not keep a process alive; the emulator's open port does.
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, resolve);
  });
}
