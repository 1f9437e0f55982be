// `npm run bench:emulator`: compares how many requests the emulator and a bare node:http server with a constant answer can serve, and
// how much memory they use at the end. Everything is measured in the same run, the sides alternating.
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
 * Starts a server, and reads its port from its first line of output: the port alone, or JSON with a URL.
 *
 * @param {string[]} args
 */
async function start(args) {
  // The server still writes its log, but nobody reads it.
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
  // The first round only warms up. The sides alternate, so that other load on the machine affects all of them alike.
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
