import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { ensureEngine } from "../../tools/engine/ensure.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { app, world } from "./world.mjs";

const stack = "dev";

/** @typedef {Awaited<ReturnType<typeof openDemo>>} Demo */

/**
 * The demo's service and its stack, with nothing applied yet. The caller closes it.
 *
 * The folder is this run's own, so that two runs do not meet; gone with the process, however that ends. It holds the stack,
 * and a copy of the stack's configuration: the engine writes a salt into the file that it uses, and the one in the
 * repository is to stay as it is.
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
    // The demo's stack holds no secret worth a better one.
    PULUMI_CONFIG_PASSPHRASE: "emulator",
    TENCENT_CHAT_ENDPOINT: emulator.url,
    TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
    TENCENT_CHAT_SECRET_KEY: app.secretKey,
  };
  const env = { ...engine.env, ...settings };
  const close = async () => {
    await emulator.stop();
    remove();
  };
  const init = await run("pulumi", ["stack", "init", stack, "--cwd", folder, "--non-interactive"], { env });
  if (!init.ok) {
    await close();
    throw new Error(`\`pulumi stack init\`: ${init.reason}\n${init.stderr}`);
  }
  const here = ["--stack", stack, "--config-file", join(folder, `Pulumi.${stack}.yaml`)];
  return { engine, emulator, settings, env, stack, here, close };
}
