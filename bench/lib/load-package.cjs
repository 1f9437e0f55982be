// Prints what loading the package takes in a process that has loaded the SDK, as every program has.
const { createRequire } = require("node:module");
const { sep } = require("node:path");

const load = createRequire(process.argv[2] ?? "");
load("@pulumi/pulumi");
globalThis.gc?.();
const modulesBefore = new Set(Object.keys(require.cache));
const before = process.memoryUsage();
const started = performance.now();
load("pulumi-tencent-chat");
const milliseconds = performance.now() - started;
globalThis.gc?.();
const after = process.memoryUsage();

// Resident memory moves by itself, and the heap leaves out what is outside of it: the larger one counts.
const bytes = Math.max(after.rss - before.rss, after.heapUsed - before.heapUsed, 0);
/** What a program's process has no use for: the provider host's side of the package, and the libraries behind it. */
const isHosts = (/** @type {string} */ file) =>
  ["client", "lifecycle", "node-fetch", "tls-sig-api-v2", "https-proxy-agent"].some((name) =>
    file.includes(`${sep}${name}${sep}`),
  );
const hostModules = Object.keys(require.cache).filter((file) => !modulesBefore.has(file) && isHosts(file));
process.stdout.write(JSON.stringify({ milliseconds, mb: bytes / 1e6, hostModules: hostModules.length }));
