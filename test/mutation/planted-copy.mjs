import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";

/**
 * @typedef {object} Fault
 * @property {string} in the file, which holds `find` exactly once
 * @property {string} wrong what goes wrong then
 * @property {string} find
 * @property {string} replace
 * @property {string} [near] words of the test files that come first, where the file's own name does not tell
 * @property {string} [unnoticed] why no test has to notice it
 */
/**
 * @typedef {object} Notice
 * @property {string} by a test file; or why there is none
 * @property {string} [test] the first test that failed
 * @property {string} [why] its failure
 */

/** A fault may make a test wait for ever. */
const limitsMs = { unit: 4 * 60_000, host: 10 * 60_000, engine: 20 * 60_000 };
const testTimeoutsMs = { unit: 20_000, host: 60_000, engine: 300_000 };
/** How many files of a ring run by themselves at first. */
const nearest = { unit: 2, host: 4, engine: 0 };
/** Words of files that take long, and so come last. */
const slow = ["matrix", "random", "soak", "interrupt", "main", "kill", "garbage", "rate", "control"];

/** A copy of the repository, for one fault at a time. */
export class PlantedCopy {
  #folder = mkdtempSync(join(tmpdir(), "planted-"));
  #onExit = () => this.remove();
  /** Whether a test passes without a fault, by its file and name. @type {Map<string, boolean>} */
  #passes = new Map();

  static async make() {
    const copy = new PlantedCopy();
    process.on("exit", copy.#onExit);
    const { stdout } = await run("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root });
    const files = stdout.split("\n").filter((file) => existsSync(join(root, file)));
    for (const file of files) cpSync(join(root, file), join(copy.#folder, file));
    cpSync(join(root, "dist"), join(copy.#folder, "dist"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy.#folder, "node_modules"));
    // Compiled once for all, beside the sources: a run of tests then starts within half a second.
    for (const file of files) {
      if (!compiled.test(file) || file.endsWith(".d.ts")) continue;
      const source = join(copy.#folder, file);
      writeFileSync(inJavaScript(source), transpiled(readFileSync(source, "utf8"), source));
    }
    return copy;
  }

  remove() {
    process.off("exit", this.#onExit);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * @param {Fault} fault
   * @param {boolean} isNearOnly of the rings that take minutes, only the files that are nearest to the fault
   * @returns {Promise<Notice>} the first test that fails with the fault, and passes without it
   */
  async noticeOf(fault, isNearOnly) {
    const take = this.#plant(fault);
    if (take === undefined) return { by: "STALE: the file does not hold its text exactly once" };
    try {
      for (const ring of ringsFor(fault.in)) {
        const files = this.#testsOf(ring, fault);
        // Most faults are noticed by the first few, and to load all of them takes a while.
        const [near, rest] = [files.slice(0, nearest[ring]), files.slice(nearest[ring])];
        const notice =
          (await this.#failureIn(ring, near)) ??
          (isNearOnly && ring !== "unit" ? undefined : await this.#failureIn(ring, rest));
        if (notice === undefined) continue;
        take();
        if (notice.test === undefined || (await this.#isSound(ring, notice))) return notice;
        return { by: `UNSOUND: "${notice.test}" fails without it, too` };
      }
      return { by: "none" };
    } finally {
      take();
    }
  }

  /**
   * @param {Fault} fault
   * @returns {(() => void) | undefined} takes it out again
   */
  #plant({ in: file, find, replace }) {
    const code = readFileSync(join(this.#folder, file), "utf8");
    if (code.split(find).length !== 2) return undefined;
    // The unit tests load the module beside its source, the hosts the one in dist/.
    const modules = [inJavaScript(file), join("dist", inJavaScript(file))].map((at) =>
      join(this.#folder, at),
    );
    const before = modules.map((module) => readFileSync(module, "utf8"));
    const planted = transpiled(
      code.replace(find, () => replace),
      file,
    );
    for (const module of modules) writeFileSync(module, planted);
    return () => {
      for (const [at, module] of modules.entries()) writeFileSync(module, before[at] ?? "");
    };
  }

  /**
   * The files of a ring that can notice a fault, those first whose name has most in common with the faulty file's.
   *
   * @param {Ring} ring
   * @param {Fault} fault
   */
  #testsOf(ring, { in: faulty, near }) {
    const [top = "", folder = ""] = faulty.split("/");
    const under = ring !== "unit" ? "" : top === "emulator" ? top : join(top, folder);
    const words = near === undefined ? wordsOf(faulty) : wordsOf(near.replaceAll(" ", "-"));
    /** @param {string} file */
    const rank = (file) => {
      const own = wordsOf(file);
      const common = words.filter((word) => own.includes(word)).length + (own.includes("contract") ? 0.5 : 0);
      const isSlow = common < 1 && slow.some((word) => own.includes(word));
      return (isSlow ? 100 : 0) + own.length / 100 - common;
    };
    const tests = join(this.#folder, "test", ring, under);
    const files = readdirSync(tests, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.js"))
      .sort((one, other) => rank(one) - rank(other))
      .map((name) => relative(this.#folder, join(tests, name)));
    // An engine takes minutes: only what is of the same name.
    return ring === "engine" ? files.filter((file) => rank(file) < 0) : files;
  }

  /**
   * @param {Ring} ring
   * @param {string[]} files
   * @param {string} [test] alone
   * @returns {Promise<Notice | undefined>}
   */
  async #failureIn(ring, files, test) {
    if (files.length === 0) return undefined;
    const output = join(this.#folder, ".planted.json");
    rmSync(output, { force: true });
    const engine = `eval "$(npm --prefix '${root}' run --silent engine:env)";`;
    const mocha = [
      ...[
        process.execPath,
        join(root, "node_modules/mocha/bin/mocha.js"),
        "--bail",
        "--exit",
        "--timeout",
        String(testTimeoutsMs[ring]),
      ],
      ...["--reporter", "json", "--reporter-option", `output=${output}`],
      ...(test === undefined ? [] : ["--fgrep", test]),
      ...files,
    ];
    const done = await run("sh", ["-c", `${ring === "engine" ? engine : ""} exec "$@"`, "sh", ...mocha], {
      cwd: this.#folder,
      timeoutMs: limitsMs[ring],
    });
    if (done.ok) return undefined;
    const [failure] = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")).failures : [];
    if (failure === undefined) return { by: `UNKNOWN: the ring ${ring} broke off: ${done.reason}` };
    const { file, fullTitle, err } = failure;
    return {
      by: relative(this.#folder, file).replace(/\.js$/, ".ts"),
      test: fullTitle,
      why: String(err.message).split("\n")[0],
    };
  }

  /**
   * Whether a test that noticed a fault passes without one, on a machine that may be slow today.
   *
   * @param {Ring} ring
   * @param {Notice} notice
   */
  async #isSound(ring, { by, test = "" }) {
    const key = `${by} ${test}`;
    const known =
      this.#passes.get(key) ??
      (await this.#failureIn(ring, [inJavaScript(by)], withoutHook(test))) === undefined;
    this.#passes.set(key, known);
    return known;
  }
}

/** @typedef {keyof typeof limitsMs} Ring */

const compiled = /^(provider|emulator|test\/(support|unit|host|engine))\/.*\.ts$/;
const { compilerOptions } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;

/**
 * @param {string} code
 * @param {string} fileName
 */
function transpiled(code, fileName) {
  return ts.transpileModule(code, { compilerOptions, fileName }).outputText;
}

/** @param {string} file */
function inJavaScript(file) {
  return file.replace(/\.ts$/, ".js");
}

/**
 * @param {string} faulty
 * @returns {Ring[]}
 */
function ringsFor(faulty) {
  return faulty.startsWith("emulator/") ? ["unit"] : ["unit", "host", "engine"];
}

/** @param {string} file */
function wordsOf(file) {
  return basename(file)
    .replace(/(\.test)?\.[jt]s$/, "")
    .split("-")
    .map((word) => word.replace(/s$/, ""));
}

/** @param {string} title of a test, or of a hook, which begins like the test's */
function withoutHook(title) {
  return title.replace(/ "(before|after)( each| all)?" hook.*$/, "");
}
