import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { root } from "../lib/root.mjs";

/** The least coverage of provider/, in percent: a little below the measured one. */
const LEAST = { lines: 96, branches: 95 };
const built = join(root, "dist/provider");
/** The compiled code of a module that contains only types. */
const typesAlone = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';

/**
 * Reports how much of provider/ the tests have run.
 *
 * @param {string} collected the folder that NODE_V8_COVERAGE named
 * @param {boolean} check whether a coverage below {@link LEAST} is a problem
 * @param {string} [pages] the folder for the HTML report, which shows each line
 * @returns {Promise<import("./summary.mjs").Outcome>}
 */
export async function reportCoverage(collected, check, pages = join(root, ".local/coverage")) {
  const began = Date.now();
  // In the form in which Node.js records the source maps of modules that name one. The modules in dist/ do not.
  const maps = Object.fromEntries(modules().map(sourceMapOf));
  writeFileSync(join(collected, "maps.json"), JSON.stringify({ result: [], "source-map-cache": maps }));
  const { all, failed } = await execa({ cwd: root, node: true, reject: false, all: true })`
    ${join(root, "node_modules/c8/bin/c8.js")} report --temp-directory ${collected} --reports-dir ${pages}
    --all --src provider --include provider/**/*.ts --exclude-after-remap
    ${["**/*.d.ts", ...modulesOfTypes()].map((pattern) => `--exclude=${pattern}`)}
    --check-coverage=${String(check)} --lines ${LEAST.lines} --branches ${LEAST.branches}
    --reporter text --reporter html`;
  process.stdout.write(`\n— coverage of provider/ —\n${all}\n`);
  const problems = failed
    ? [`c8 failed, or the coverage is below the limit; see above, or ${pages}/index.html`]
    : [];
  return { name: "coverage", passed: 0, failures: [], skipped: 0, problems, began, ended: Date.now() };
}

/** @param {string} file @returns {[url: string, map: object]} */
function sourceMapOf(file) {
  const { href } = pathToFileURL(file);
  const data = JSON.parse(readFileSync(`${file}.map`, "utf8"));
  data.sources = data.sources.map((/** @type {string} */ source) => new URL(source, href).href);
  return [
    href,
    {
      data,
      lineLengths: readFileSync(file, "utf8")
        .split("\n")
        .map(({ length }) => length),
    },
  ];
}

/** The modules that contain only types. They have no code to cover. */
function modulesOfTypes() {
  const all = modules().filter((file) => readFileSync(file, "utf8") === typesAlone);
  return all.map((file) => relative(join(root, "dist"), file).replace(/\.js$/, ".ts"));
}

function modules() {
  const names = readdirSync(built, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".js")).map((name) => join(built, name));
}
