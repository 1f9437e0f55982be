// Loaded into every Node.js process of a run. In the provider host, it regularly writes the peak memory, in MB, to a file: the engine
// kills its hosts, so there may be no last chance to write.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const everyMs = 200;
const folder = process.env.BENCH_PEAKS;
const isHost = () => /dynamic-provider|pulumi-resource-pulumi-nodejs/.test(process.argv[1] ?? "");

if (folder !== undefined && isHost()) {
  const file = join(folder, String(process.pid));
  // The system's own record of the peak resident memory, in KB.
  const write = () => writeFileSync(file, (process.resourceUsage().maxRSS / 1024).toFixed(1));
  setInterval(write, everyMs).unref();
  process.on("exit", write);
}
