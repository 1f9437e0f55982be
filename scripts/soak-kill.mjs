// Kills the real engine at random moments of an `up`, and has the next one complete it: npm run soak:kill [-- seed [kills]]
import { randomInt } from "node:crypto";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { loadTypeScript } from "./lib/typescript.mjs";

const [seed = randomInt(2 ** 31), kills = 20] = process.argv.slice(2).map(Number);
if (![seed, kills].every(Number.isSafeInteger)) {
  process.stderr.write("Usage: npm run soak:kill [-- <seed> [<kills>]], both whole numbers\n");
  process.exit(2);
}

Object.assign(process.env, (await ensureEngine()).env);
/** @type {{ soak: (seed: number, kills: number, print: (line: string) => void) => Promise<number> }} */
const { soak } = loadTypeScript("test/soak/kill.ts");

console.log(`The seed is ${seed}; to repeat this: npm run soak:kill -- ${seed} ${kills}`);
const started = Date.now();
const failures = await soak(seed, kills, (line) => console.log(line));
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${kills - failures} of ${kills} recovered, in ${seconds} s.`);
process.exitCode = failures === 0 ? 0 : 1;
