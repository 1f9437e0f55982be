// Many random programs, faults and kills: npm run soak -- [runs] [seed]. Fails with the seed and the shortest run that fails.
import { soakInLanes } from "../host/random/property";

const lanes = 5;
/** The doors, each with a process of its own for each `up`. */
const doors = ["host process", "plug-in process"] as const;
/** Of so many runs, one goes through each door, which costs a process for each `up`. */
const runsPerProcessRun = 20;

async function main(runs: number, seed: number): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let done = 0;
  const progress = () => {
    done += 1;
    if (done % 100 === 0) process.stdout.write(`${done} of ${runs} runs, ${seconds()} s\n`);
  };
  const inProcesses = Math.floor(runs / runsPerProcessRun);
  process.stdout.write(
    `${runs} runs, ${inProcesses} of them in each of ${doors.join(" and ")}, seed ${seed}\n`,
  );
  const inProcess = {
    driver: "in process",
    runs: runs - doors.length * inProcesses,
    seed,
    progress,
  } as const;
  let refreshed = await soakInLanes(inProcess, lanes);
  for (const driver of doors) {
    if (inProcesses > 0) refreshed += await soakInLanes({ driver, runs: inProcesses, seed, progress }, 2);
  }
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
