import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { ensureEngine } from "../../tools/engine/ensure.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { world } from "./world.mjs";

const stack = "dev";

/** @typedef {Awaited<ReturnType<typeof openDemo>>} Demo */

/**
 * Starts the emulator and creates the demo's stack, without applying anything. The caller has to call `close`.
 *
 * Each run has its own folder, so two runs do not disturb each other. The folder is removed when the process exits. It holds the stack,
 * and a copy of the stack's configuration: the engine writes a salt into the file that it uses, and the file in the repository should
 * stay as it is.
 */
export async function openDemo() {
  const engine = await ensureEngine();
  const emulator = await startEmulator({ seed: world });
  mkdirSync(join(root, ".local"), { recursive: true });
  const folder = mkdtempSync(join(root, ".local", "start-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const backend = join(folder, "backend");
  mkdirSync(backend);
  for (const file of ["Pulumi.yaml", `Pulumi.${stack}.yaml`])
    copyFileSync(join(root, file), join(folder, file));
  const settings = {
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    // The demo's stack holds no secret that needs a better passphrase.
    PULUMI_CONFIG_PASSPHRASE: "emulator",
    TENCENT_CHAT_ENDPOINT: emulator.url,
    // The emulator's default app, which is public.
    TENCENT_CHAT_SDK_APP_ID: "1400000000",
    TENCENT_CHAT_SECRET_KEY: "emulator-secret-key",
  };
  const env = { ...engine.env, ...settings };
  const close = async () => {
    await emulator.stop();
    remove();
  };
  const init = await run("pulumi", ["stack", "init", stack, "--cwd", folder, "--non-interactive"], { env });
  if (!init.ok) {
    await close();
    throw new Error(`\`pulumi stack init\` failed: ${init.reason}\n${init.stderr}`);
  }
  const here = ["--stack", stack, "--config-file", join(folder, `Pulumi.${stack}.yaml`)];
  return { engine, emulator, settings, env, stack, here, close };
}

/**
 * Runs `pulumi` in the demo's stack, and shows its output as it comes unless the options say otherwise.
 *
 * @param {Demo} demo
 * @param {string[]} words
 * @param {import("../lib/run.mjs").RunOptions} [options]
 */
export async function pulumi({ env, here }, words, options = { stdout: "inherit", stderr: "inherit" }) {
  const args = [...words, ...here, "--non-interactive"];
  const command = `pulumi ${args.join(" ")}`;
  say(`$ ${command}`);
  const done = await run("pulumi", args, { cwd: root, env, ...options });
  if (!done.ok)
    throw new Error(`\`${command}\` failed: ${done.reason}. ${done.stderr || "See its output above."}`);
  return done.stdout;
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`\n${text}\n`);
}
