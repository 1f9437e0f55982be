// Preloaded by a process of the tests while coverage is collected: writes what of provider/ has run in it, when it ends.
// NODE_V8_COVERAGE would write some megabytes for each of the many hosts, and nothing for one that a signal ends.
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const Module = require("node:module");
const { join, resolve, sep } = require("node:path");
const { pathToFileURL } = require("node:url");

/** @typedef {{ _compile(code: string, file: string, ...rest: unknown[]): unknown }} Compiler */

const root = resolve(__dirname, "../..");
const folders = ["provider", "dist/provider"].map((folder) => join(root, folder) + sep);
const session = new Session();
/** What the compiler had made of each module, by URL. @type {Map<string, string>} */
const codes = new Map();

const compiler = /** @type {Compiler} */ (/** @type {unknown} */ (Module.prototype));
const compile = compiler._compile;
/** @type {Compiler["_compile"]} */
compiler._compile = function (code, file, ...rest) {
  if (folders.some((folder) => file.startsWith(folder))) {
    // Not before: to count what a host does until it loads the provider would take longer than all the rest.
    if (codes.size === 0) start();
    codes.set(pathToFileURL(file).href, code);
  }
  return compile.call(this, code, file, ...rest);
};

function start() {
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  process.once("exit", write);
  process.once("SIGTERM", () => {
    write();
    process.kill(process.pid, "SIGTERM");
  });
}

function write() {
  session.post("Profiler.takePreciseCoverage", (_error, { result }) => {
    const scripts = result.flatMap(({ url, functions }) => {
      const code = codes.get(url);
      return code === undefined ? [] : [{ url, functions, code }];
    });
    writeFileSync(
      join(process.env.PULUMI_TENCENT_CHAT_COVERAGE ?? "", `${process.pid}.json`),
      JSON.stringify(scripts),
    );
  });
}
