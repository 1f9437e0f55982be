// What `npm run bench:emulator` runs: how many requests the emulator answers beside a bare node:http server that answers
// a constant, and what memory it takes in the end. All is measured in this one run, the sides by turns.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { table } from "../scripts/lib/table.mjs";
import { requests, seed } from "./emulator/requests.mjs";
import { startChild } from "./lib/child.mjs";
import { median } from "./lib/median.mjs";

const ROUNDS = 5;
const REQUESTS = 12_000;
const CONCURRENCY = 32;
const MEMORY_REQUESTS = 200_000;
const GOAL = 0.5;

const folder = mkdtempSync(join(tmpdir(), "bench-emulator-"));
const seedFile = join(folder, "seed.json");
writeFileSync(seedFile, JSON.stringify(seed));

const emulator = fileURLToPath(new URL("../dist/emulator/cli/main.js", import.meta.url));
const options = [emulator, "--requests-per-second", "0", "--seed", seedFile];
const bare = await start([fileURLToPath(new URL("client/server.mjs", import.meta.url))]);
const sides = [
  { name: "bare node:http", server: bare, goal: false },
  { name: "emulator", server: await start(options), goal: true },
  {
    name: "emulator --state",
    server: await start([...options, "--state", join(folder, "state.json")]),
    goal: false,
  },
].map((side) => ({ ...side, rates: /** @type {number[]} */ ([]), total: 0 }));
const loader = fork(fileURLToPath(new URL("emulator/load.mjs", import.meta.url)));

/**
 * Starts a server, and reads its port from its first line: the port alone, or JSON with a URL.
 *
 * @param {string[]} args
 */
async function start(args) {
  // The log costs what a log costs, but is not shown.
  const child = await startChild(args, { stderr: "ignore" });
  return { ...child, port: Number(/^(?:.*?127\.0\.0\.1:)?(\d+)/.exec(child.line)?.[1]) };
}

/**
 * @param {typeof sides[number]} side
 * @param {number} count
 * @returns {Promise<number>} requests a second
 */
async function rateOf(side, count) {
  loader.send({ port: side.server.port, requests, count, concurrency: CONCURRENCY });
  const [{ seconds, wrong }] = await once(loader, "message");
  if (wrong > 0) throw new Error(`${side.name} answered ${wrong} of ${count} requests with a failure`);
  side.total += count;
  return count / seconds;
}

/** @param {typeof sides[number]} side */
function megabytesOf({ server }) {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(server.pid)], { encoding: "utf8" });
  return Number(kilobytes) / 1024;
}

try {
  // The first round warms all up. They alternate, so that whatever else the machine does meets all alike.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of sides) {
      const rate = await rateOf(side, REQUESTS);
      if (round > 0) side.rates.push(rate);
    }
  }

  process.stdout.write(
    `${REQUESTS} requests at concurrency ${CONCURRENCY}, median of ${ROUNDS} rounds; ` +
      `${availableParallelism()} cores, Node.js ${process.versions.node}\n\n`,
  );
  const most = median(sides[0]?.rates ?? []);
  const rateRows = sides.map(({ name, rates, goal }) => {
    const ratio = median(rates) / most;
    const verdict = goal ? `${GOAL} or better: ${ratio >= GOAL ? "met" : "missed"}` : "";
    return [name, median(rates).toFixed(0), ratio.toFixed(2), verdict];
  });
  process.stdout.write(
    `${table(["server", "requests a second", "of bare node:http", "goal"], rateRows)}\n\n`,
  );

  const memoryRows = [];
  for (const side of sides) {
    await rateOf(side, MEMORY_REQUESTS - side.total);
    memoryRows.push([side.name, String(side.total), `${megabytesOf(side).toFixed(0)} MB`]);
  }
  process.stdout.write(`${table(["server", "requests in all", "memory (RSS)"], memoryRows)}\n`);
} finally {
  loader.disconnect();
  await Promise.all(sides.map(({ server }) => server.stop()));
  rmSync(folder, { recursive: true });
}
