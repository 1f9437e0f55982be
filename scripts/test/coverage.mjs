import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

/**
 * @typedef {object} Script What ran of one module in one process; see record-coverage.cjs.
 * @property {string} url
 * @property {{ functionName: string, isBlockCoverage: boolean, ranges: Range[] }[]} functions
 * @property {string} code
 */
/** @typedef {{ startOffset: number, endOffset: number, count: number }} Range */

/** What the compiler makes of a module that holds nothing but types. */
const typesAlone = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';
/** The name by which c8 knows a module that no process has loaded. */
const emptyReport = "(empty-report)";

/**
 * Collects which lines and branches of provider/ the rings run, in this repository's processes and in the SDK's host.
 *
 * The engine starts and kills its hosts by itself, so what it runs is not counted.
 */
export class Coverage {
  #folder = mkdtempSync(join(tmpdir(), "coverage-"));
  #pages;

  /** @param {string} [pages] the folder of the report that shows each line, which is emptied first */
  constructor(pages = join(root, ".local/coverage")) {
    this.#pages = pages;
  }

  /** For the environment of a ring that is to be counted. */
  get env() {
    return { PULUMI_TENCENT_CHAT_COVERAGE: this.#folder };
  }

  /** @returns {Promise<string>} the table, by file and in total; empty when nothing was counted */
  async table() {
    rmSync(this.#pages, { recursive: true, force: true });
    const processes = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    if (processes.length === 0) return "";
    const input = join(this.#folder, "built");
    mkdirSync(input);
    const seen = new Set();
    processes.forEach((file, at) => {
      const result = JSON.parse(readFileSync(file, "utf8")).flatMap(asBuilt);
      for (const { url } of result) seen.add(url);
      writeFileSync(join(input, `${at}.json`), JSON.stringify({ result }));
    });
    const result = builtModules().flatMap((file) => (seen.has(file) ? [] : neverLoaded(file)));
    writeFileSync(join(input, "never-loaded.json"), JSON.stringify({ result }));
    return await report(input, this.#pages);
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * The unit tests run provider/ as ts-node compiles it, the host runs dist/. Both are the same code and are counted as one:
 * the branches of two codes could not be merged. Code that is not the same was changed during the run, and counts for nothing.
 *
 * @param {Script} script
 */
function asBuilt({ url, functions, code }) {
  const path = relative(root, fileURLToPath(url));
  const file = join(root, path.endsWith(".ts") ? join("dist", path.replace(/\.ts$/, ".js")) : path);
  const built = textOf(file);
  if (withoutMap(built) !== withoutMap(code)) return [];
  const end = withoutMap(built).length;
  for (const range of functions.flatMap(({ ranges }) => ranges)) {
    range.endOffset = Math.min(range.endOffset, end);
  }
  return [{ url: file, functions }];
}

/** @param {string} file of dist/, that no process has loaded */
function neverLoaded(file) {
  const code = withoutMap(textOf(file));
  if (code === typesAlone) return [];
  const ranges = [{ startOffset: 0, endOffset: code.length, count: 0 }];
  return [{ url: file, functions: [{ functionName: emptyReport, isBlockCoverage: true, ranges }] }];
}

function builtModules() {
  const folder = join(root, "dist/provider");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));
}

/** @param {string} code whose source map each compiler puts elsewhere */
function withoutMap(code) {
  return code.split("//# sourceMappingURL=", 1)[0] ?? "";
}

/** @param {string} file */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/**
 * @param {string} input
 * @param {string} pages
 */
async function report(input, pages) {
  const done = await run(
    process.execPath,
    [
      join(root, "node_modules/c8/bin/c8.js"),
      "report",
      ...["--temp-directory", input, "--reports-dir", pages],
      ...["--include", "provider/**/*.ts", "--exclude", "**/*.d.ts", "--exclude-after-remap"],
      ...["--reporter", "text", "--reporter", "html"],
    ],
    { cwd: root },
  );
  if (!done.ok) throw new Error(`c8 failed (${done.reason}). ${done.stderr}`);
  return `${done.stdout}\n`;
}
