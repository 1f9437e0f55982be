// Keeps what a program leaves behind with this version, for all later ones to be tried on: npm run record:state
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { root } from "./lib/root.mjs";
import { loadTypeScript } from "./lib/typescript.mjs";

Object.assign(process.env, (await ensureEngine()).env);
/** @type {{ record: () => Promise<Record<string, string>>, recordings: string, files: Record<string, string> }} */
const { record, recordings, files } = loadTypeScript("test/package/support/upgrade.ts");

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(recordings, version);
const texts = await record();
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, file), texts[name] ?? "");
process.stdout.write(`${folder}\n`);
