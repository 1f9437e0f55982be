// Many random programs, faults and kills: npm run soak -- [runs] [seed]. Fails with the seed and the shortest run that fails.
import { execa } from "execa";
import { soakInLanes } from "../host/random/property";

const doors = ["dynamic", "native"] as const;
type Door = (typeof doors)[number];

/** Of so many runs, one has a process for each `up`, as under the engine, and takes ten times as long. */
const runsPerProcessRun = 20;

async function throughDoor(door: Door, runs: number, seed: number): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const withProcesses = Math.floor(runs / runsPerProcessRun);
  let done = 0;
  const progress = () => {
    done += 1;
    if (done % 500 === 0) process.stdout.write(`${door}: ${done} of ${runs} runs, ${seconds()} s\n`);
  };
  let refreshed = await soakInLanes({ driver: door, runs: runs - withProcesses, seed, progress }, 8);
  if (withProcesses > 0) {
    const soak = { driver: `${door}, processes`, runs: withProcesses, seed, progress } as const;
    refreshed += await soakInLanes(soak, 2);
  }
  process.stdout.write(
    `${door}: all ${runs} runs ended as declared, ${withProcesses} of them with processes, ${refreshed} after an up --refresh, in ${seconds()} s.\n`,
  );
}

/** Each door has a process of its own, so that two processors are busy. */
async function throughBoth(runs: number, seed: number): Promise<void> {
  process.stdout.write(`${runs} runs on each door, seed ${seed}\n`);
  const outcomes = await Promise.all(
    doors.map((door) =>
      execa("node", ["scripts/prepare.mjs", "test/soak/run-random.ts", `${runs}`, `${seed}`, door], {
        stdio: "inherit",
        reject: false,
      }),
    ),
  );
  if (outcomes.some(({ exitCode }) => exitCode !== 0)) process.exitCode = 1;
}

const [given, seedGiven, only] = process.argv.slice(2);
const runs = Number(given ?? 5000);
const seed = Number(seedGiven ?? Math.floor(Math.random() * 2 ** 30));
const door = doors.find((name) => name === only);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed) || (only !== undefined && !door)) {
  process.stderr.write(
    "usage: npm run soak -- [runs on each door, 5000 unless given] [seed] [dynamic or native, both unless given]\n",
  );
  process.exitCode = 2;
} else {
  (door === undefined ? throughBoth(runs, seed) : throughDoor(door, runs, seed)).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}\nAgain: npm run soak -- ${runs} ${seed}${door ? ` ${door}` : ""}\n`);
    process.exitCode = 1;
  });
}
