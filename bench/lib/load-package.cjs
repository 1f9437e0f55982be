// Prints the time and memory of loading the package after the SDK, as in every program.
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

// Resident memory also changes for other reasons, and the heap misses memory outside of it. So take the larger difference.
const bytes = Math.max(after.rss - before.rss, after.heapUsed - before.heapUsed, 0);
/** Modules that only the provider host needs: the client, the lifecycles and their libraries. A program should not load them. */
const isHosts = (/** @type {string} */ file) =>
  ["client", "lifecycle", "node-fetch", "tls-sig-api-v2", "https-proxy-agent"].some((name) =>
    file.includes(`${sep}${name}${sep}`),
  );
const hostModules = Object.keys(require.cache).filter((file) => !modulesBefore.has(file) && isHosts(file));
process.stdout.write(JSON.stringify({ milliseconds, mb: bytes / 1e6, hostModules: hostModules.length }));
