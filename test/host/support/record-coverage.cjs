// Preloaded by the SDK's hosts while coverage is collected: writes what of dist/provider/ ran in them, as c8 reads it.
// NODE_V8_COVERAGE alone writes nothing for a process that a signal ends, as hosts do, and megabytes for any other host.
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const Module = require("node:module");
const { join, resolve, sep } = require("node:path");
const { pathToFileURL } = require("node:url");

/** @typedef {{ _compile(code: string, file: string, ...rest: unknown[]): unknown }} Compiler */

const provider = resolve(__dirname, "../../../dist/provider") + sep;
const compiler = /** @type {Compiler} */ (/** @type {unknown} */ (Module.prototype));
const compile = compiler._compile;
/** @type {Compiler["_compile"]} */
compiler._compile = function (code, file, ...rest) {
  if (file.startsWith(provider)) {
    // Not before: to count what a host does until it loads the provider would take longer than all the rest.
    compiler._compile = compile;
    record();
  }
  return compile.call(this, code, file, ...rest);
};

function record() {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const write = () =>
    session.post("Profiler.takePreciseCoverage", (_error, coverage) => {
      const result = coverage.result.filter(({ url }) => url.startsWith(pathToFileURL(provider).href));
      const file = join(process.env.PULUMI_TENCENT_CHAT_COVERAGE ?? "", `coverage-host-${process.pid}.json`);
      writeFileSync(file, JSON.stringify({ result }));
    });
  process.once("exit", write);
  process.once("SIGTERM", () => {
    write();
    process.kill(process.pid, "SIGTERM");
  });
}
