// Keeps what a program leaves behind with this version, for all later ones to be tried on: npm run record:state
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { root } from "./lib/root.mjs";

await bootstrap();
Object.assign(process.env, (await ensureEngine()).env);

const require = createRequire(import.meta.url);
require("ts-node").register({ project: join(root, "tsconfig.json"), transpileOnly: true });
/** @type {{ record: () => Promise<Record<string, string>>, recordings: string, files: Record<string, string> }} */
const { record, recordings, files } = require(join(root, "test/package/support/upgrade.ts"));

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(recordings, version);
const texts = await record();
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, file), texts[name] ?? "");
process.stdout.write(`${folder}\n`);
