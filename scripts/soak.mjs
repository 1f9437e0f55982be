// Many random programs, faults and kills: npm run soak -- [runs] [seed]. Fails with the seed and the shortest run that fails.
import { loadTypeScript } from "./lib/typescript.mjs";

const lanes = 5;
/** Of so many runs, one is in the SDK's host process, which costs a process for each `up`. */
const runsPerProcessRun = 20;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main([givenRuns = "5000", givenSeed = String(Math.floor(Math.random() * 2 ** 30))]) {
  const runs = Number(givenRuns);
  const seed = Number(givenSeed);
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
    process.stderr.write("usage: npm run soak -- [number of runs, 5000 unless given] [seed]\n");
    return 2;
  }
  const { soakInLanes } = loadTypeScript("test/host/random/property.ts");

  const started = Date.now();
  let done = 0;
  const progress = () => {
    done += 1;
    if (done % 100 === 0) process.stdout.write(`${done} of ${runs} runs, ${seconds(started)} s\n`);
  };
  const inHosts = Math.floor(runs / runsPerProcessRun);
  process.stdout.write(`${runs} runs, ${inHosts} of them in the SDK's host process, seed ${seed}\n`);
  let refreshed = 0;
  try {
    refreshed += await soakInLanes({ driver: "in process", runs: runs - inHosts, seed, progress }, lanes);
    if (inHosts > 0)
      refreshed += await soakInLanes({ driver: "host process", runs: inHosts, seed, progress }, 2);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}\nAgain: npm run soak -- ${runs} ${seed}\n`);
    return 1;
  }
  process.stdout.write(
    `All ${runs} runs ended as declared, ${refreshed} of them after an up --refresh, in ${seconds(started)} s.\n`,
  );
  return 0;
}

/** @param {number} since */
function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
