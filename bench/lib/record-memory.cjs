// Loaded into every Node.js process of a run; in the provider host it writes down the peak of its memory, in MB. The engine
// kills its hosts, so the last word is written as it goes.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const everyMs = 200;
const folder = process.env.BENCH_PEAKS;
const isHost = () => /dynamic-provider|pulumi-resource-pulumi-nodejs/.test(process.argv[1] ?? "");

if (folder !== undefined && isHost()) {
  const file = join(folder, String(process.pid));
  // The system's own record of the most that was ever resident, in KB.
  const write = () => writeFileSync(file, (process.resourceUsage().maxRSS / 1024).toFixed(1));
  setInterval(write, everyMs).unref();
  process.on("exit", write);
}
