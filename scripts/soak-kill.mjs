// Kills the real engine at random moments of an `up`, and has the next one complete it: npm run soak:kill [-- seed [kills]]
import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { root } from "./lib/root.mjs";

const [seed = randomInt(2 ** 31), kills = 20] = process.argv.slice(2).map(Number);
if (![seed, kills].every(Number.isSafeInteger)) {
  process.stderr.write("Usage: npm run soak:kill [-- <seed> [<kills>]], both whole numbers\n");
  process.exit(2);
}

await bootstrap();
Object.assign(process.env, (await ensureEngine()).env);

const require = createRequire(import.meta.url);
require("ts-node").register({ project: join(root, "tsconfig.json"), transpileOnly: true });
/** @type {{ soak: (seed: number, kills: number, print: (line: string) => void) => Promise<number> }} */
const { soak } = require(join(root, "test/soak/kill.ts"));

console.log(`The seed is ${seed}; to repeat this: npm run soak:kill -- ${seed} ${kills}`);
const started = Date.now();
const failures = await soak(seed, kills, (line) => console.log(line));
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${kills - failures} of ${kills} recovered, in ${seconds} s.`);
process.exitCode = failures === 0 ? 0 : 1;
