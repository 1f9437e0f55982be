import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { ensureEngine } from "../../tools/engine/ensure.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { exportLines } from "../lib/shell.mjs";
import { robotsIn, tableOf } from "./table.mjs";
import { app, world } from "./world.mjs";

/** The demo's stack holds no secret worth a better one. */
const passphrase = "emulator";
const stack = "dev";

/**
 * @param {{ keep: boolean }} options
 */
export async function runDemo({ keep }) {
  const { engine, emulator, settings, env, here, close } = await openDemo();
  try {
    const pulumi = commandWith(env);
    say(
      `The emulator of Tencent Cloud Chat runs at ${emulator.url}; the engine is Pulumi ${engine.version}.`,
    );
    await pulumi("up", "--yes", ...here);
    show("What the service holds now:", emulator);
    if (keep) {
      await untilInterrupted(emulator.url, { ...engine.env, ...settings }, engine.folders);
      return;
    }
    await pulumi("preview", "--expect-no-changes", ...here);
    await pulumi("destroy", "--yes", ...here);
    show("What the service holds after `pulumi destroy`:", emulator);
    const left = robotsIn(emulator.state());
    if (left > 0) throw new Error(`${left} robots are left after \`pulumi destroy\``);
    say("Done: declared, applied, unchanged in a second look, and taken away again.");
  } finally {
    await close();
  }
}

/** The demo's service and its stack, with nothing applied yet. The caller closes it. */
export async function openDemo() {
  const engine = await ensureEngine();
  const emulator = await startEmulator({ seed: world });
  const project = scratchProject();
  const close = async () => {
    await emulator.stop();
    project.remove();
  };
  const settings = {
    PULUMI_BACKEND_URL: pathToFileURL(project.backend).href,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    TENCENT_CHAT_ENDPOINT: emulator.url,
    TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
    TENCENT_CHAT_SECRET_KEY: app.secretKey,
  };
  const env = { ...process.env, ...engine.env, ...settings };
  try {
    const init = await run("pulumi", ["stack", "init", stack, "--cwd", project.folder, "--non-interactive"], {
      cwd: root,
      env,
    });
    if (!init.ok) throw new Error(`\`pulumi stack init\`: ${init.reason}\n${init.stderr}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    engine,
    emulator,
    settings,
    env,
    here: ["--stack", stack, "--config-file", project.configFile],
    close,
  };
}

/**
 * A folder of this run's own, so that two runs do not meet; gone with the process, however that ends. It holds the stack,
 * and a copy of the stack's configuration: the engine writes a salt into the file that it uses, and the one in the
 * repository is to stay as it is.
 */
function scratchProject() {
  const local = join(root, ".local");
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, "start-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const backend = join(folder, "backend");
  mkdirSync(backend);
  for (const file of ["Pulumi.yaml", `Pulumi.${stack}.yaml`])
    copyFileSync(join(root, file), join(folder, file));
  return { folder, backend, configFile: join(folder, `Pulumi.${stack}.yaml`), remove };
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
 * @param {string[]} folders that have to be on PATH
 */
async function untilInterrupted(url, { PATH: _ours, ...env }, folders) {
  say(`The emulator keeps running at ${url} until Ctrl-C. In another terminal, in this folder:

${exportLines(env, folders)}pulumi stack select ${stack}
pulumi preview
curl -s ${url}/_emulator/state
`);
  await new Promise((resolve) => {
    // A listener does not keep a process alive; the emulator's open port does.
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, resolve);
  });
}
