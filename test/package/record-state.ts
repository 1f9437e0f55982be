// Keeps what a program leaves behind with this version, for all later ones to be tried on: npm run record:state
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { engineEnvironment } from "../support/engine-environment";
import { files, record, recordings } from "./support/upgrade";

async function main(): Promise<void> {
  Object.assign(process.env, await engineEnvironment());
  const manifest = readFileSync(resolve(__dirname, "../../package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const texts = await record();
  const folder = join(recordings, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of Object.entries(files))
    writeFileSync(join(folder, file), texts[name as keyof typeof texts] ?? "");
  process.stdout.write(`${folder}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
