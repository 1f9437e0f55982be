// Many random programs, faults and kills: npm run soak -- [runs] [seed]. Fails with the seed and the shortest run that fails.
import { soakInLanes } from "../host/random/property";

const lanes = 5;
/** Of so many runs, one is in the SDK's host process, which costs a process for each `up`. */
const runsPerProcessRun = 20;

async function main(runs: number, seed: number): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let done = 0;
  const progress = () => {
    done += 1;
    if (done % 100 === 0) process.stdout.write(`${done} of ${runs} runs, ${seconds()} s\n`);
  };
  const inHosts = Math.floor(runs / runsPerProcessRun);
  process.stdout.write(`${runs} runs, ${inHosts} of them in the SDK's host process, seed ${seed}\n`);
  let refreshed = await soakInLanes({ driver: "in process", runs: runs - inHosts, seed, progress }, lanes);
  if (inHosts > 0)
    refreshed += await soakInLanes({ driver: "host process", runs: inHosts, seed, progress }, 2);
  process.stdout.write(
    `All ${runs} runs ended as declared, ${refreshed} of them after an up --refresh, in ${seconds()} s.\n`,
  );
}

const [runs = 5000, seed = Math.floor(Math.random() * 2 ** 30)] = process.argv.slice(2).map(Number);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  process.stderr.write("usage: npm run soak -- [number of runs, 5000 unless given] [seed]\n");
  process.exitCode = 2;
} else {
  main(runs, seed).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}\nAgain: npm run soak -- ${runs} ${seed}\n`);
    process.exitCode = 1;
  });
}
