// How well the tests of provider/client/ and provider/lifecycle/ would notice a fault in them: `npm run mutation`.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { COMPILER } from "../../scripts/lib/build.mjs";
import { root } from "../../scripts/lib/root.mjs";

/**
 * A test would have to repeat the wording of a message word for word; docs/errors.md, which a test holds against the
 * tables, is there to be read for it. Texts that are put together, with a placeholder in them, do count.
 */
const wording = {
  /** @param {{ readonly node?: { readonly type: string, readonly value?: unknown } }} path a node of Babel's */
  shouldIgnore({ node }) {
    const several = node?.type === "StringLiteral" && /\s/.test(String(node.value));
    return several ? "The wording of a message" : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "wording", wording)];

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: ["provider/client/**/*.ts", "provider/lifecycle/**/*.ts", "!**/*.d.ts"],
  plugins: [import.meta.url],
  ignorers: ["wording"],
  ignorePatterns: [
    "**",
    "!provider/**",
    "!emulator/**",
    "!test/**",
    "!scripts/**",
    "!tsconfig.json",
    "!package.json",
  ],
  // Each mutant is one start of Node.js: compiled once for all, it costs half a second.
  buildCommand: `node ${root}/${COMPILER} -p test/mutation`,
  testRunner: "command",
  commandRunner: { command: "node test/mutation/run-tests.mjs" },
  coverageAnalysis: "off",
  concurrency: 2,
  timeoutMS: 10_000,
  timeoutFactor: 2,
  thresholds: { high: 95, low: 85, break: 85 },
  tempDirName: ".local/mutation/sandbox",
  reporters: ["clear-text", "progress", "html", "json"],
  clearTextReporter: { reportTests: false, allowEmojis: false },
  htmlReporter: { fileName: ".local/mutation/report.html" },
  jsonReporter: { fileName: ".local/mutation/report.json" },
};
