// Runs test files in this process: mocha-process.mjs <totals file> <time limit of a test in ms> <test file>…
// Mocha's own command takes no reporter that is an ES module while ts-node is registered, so Mocha is used as a library.
import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";
import { root } from "../lib/root.mjs";
import { LEFT_OPEN } from "./rings.mjs";
import { totalsReporter } from "./totals-reporter.mjs";

const [totals = "", timeout, ...files] = process.argv.slice(2);

const load = createRequire(import.meta.url);
if (process.env.PULUMI_TENCENT_CHAT_COVERAGE) load("./record-coverage.cjs");

// The compiler checks types once for all; here ts-node only strips them.
load("ts-node").register({
  project: join(root, "tsconfig.json"),
  transpileOnly: true,
  // The ring may lie elsewhere: the runner has tests of its own.
  compilerOptions: { rootDir: process.cwd() },
});

const mocha = new Mocha({
  reporter: totalsReporter(totals),
  timeout: Number(timeout),
  forbidOnly: Boolean(process.env.CI),
});
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run((failures) => {
  process.exitCode = failures === 0 ? 0 : 1;
  // Were it not said, a server or a timer that a test forgot would only show as a run that does not end.
  setTimeout(() => {
    process.stderr.write(`A test left something open: ${process.getActiveResourcesInfo().join(", ")}.\n`);
    process.exit(LEFT_OPEN);
  }, 10_000).unref();
});
