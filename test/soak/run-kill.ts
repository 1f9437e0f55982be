// Kills the real engine at random moments of an `up`, and has the next one complete it: npm run soak:kill [-- seed [kills]]
import { randomInt } from "node:crypto";
import { engineEnvironment } from "../support/engine-environment";
import { soak } from "./kill";

async function main(seed: number, kills: number): Promise<void> {
  Object.assign(process.env, await engineEnvironment());
  console.log(`The seed is ${seed}; to repeat this: npm run soak:kill -- ${seed} ${kills}`);
  const started = Date.now();
  const failures = await soak(seed, kills, (line) => console.log(line));
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${kills - failures} of ${kills} recovered, in ${seconds} s.`);
  process.exitCode = failures === 0 ? 0 : 1;
}

const [seed = randomInt(2 ** 31), kills = 20] = process.argv.slice(2).map(Number);
if (![seed, kills].every(Number.isSafeInteger)) {
  process.stderr.write("Usage: npm run soak:kill [-- <seed> [<kills>]], both whole numbers\n");
  process.exitCode = 2;
} else {
  main(seed, kills).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
