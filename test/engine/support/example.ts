import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { blocksOf } from "../../support/markdown";
import { quickStart } from "./quick-start";
import { Terminals } from "./terminals";

export const repository = resolve(__dirname, "../../..");

/** The folders of examples/ that hold a program. */
export const exampleNames: readonly string[] = readdirSync(join(repository, "examples"), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory() && entry.name !== "pipelines")
  .map(({ name }) => name);

export interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

export const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(repository, "examples", name, "package.json"), "utf8")) as Manifest;

/** What follows the README's `npm install`. */
type Install = (example: Example, command: string) => void | Promise<void>;

/** Puts the packages where `npm install` would, without a download. */
const link: Install = ({ folder, name }) => {
  for (const dependency of Object.keys(manifestOf(name).dependencies)) {
    const place = join(folder, "node_modules", dependency);
    mkdirSync(dirname(place), { recursive: true });
    const own = dependency === "pulumi-tencent-chat";
    symlinkSync(own ? repository : join(repository, "node_modules", dependency), place, "junction");
  }
};

/**
 * An example as its README has it: the emulator in terminal 1, and a terminal 2 in which the README's commands are run as
 * they stand there.
 */
export class Example extends Terminals {
  readonly folder: string;
  readonly name: string;
  readonly #blocks: string[];

  private constructor(name: string, folder: string) {
    // The types of all examples are checked by `npm run types`.
    super(folder, { ...quickStart, PULUMI_NODEJS_TRANSPILE_ONLY: "true" });
    this.folder = folder;
    this.name = name;
    this.#blocks = blocksOf(`examples/${name}/README.md`, "sh");
  }

  /** Copies an example out of the repository, and does what its README's first block says. */
  static async open(name: string, install: Install = link): Promise<Example> {
    const folder = join(mkdtempSync(join(tmpdir(), "example-")), name);
    cpSync(join(repository, "examples", name), folder, { recursive: true });
    const example = new Example(name, folder);
    try {
      const [first = "", ...emulator] = (example.#blocks.shift() ?? "").split("\n");
      assert.equal(first, "npm install");
      await install(example, first);
      await example.emulate(emulator.join("\n"));
    } catch (error) {
      await example.close();
      throw error;
    }
    return example;
  }

  /** Runs the next block of the README, which has to succeed; gives what it says. */
  async next(): Promise<string> {
    return await this.follow(this.#blocks.shift() ?? assert.fail("the README has no more commands"));
  }

  /** Whether every command of the README was run. */
  get finished(): boolean {
    return this.#blocks.length === 0;
  }

  /** Stops the emulator and leaves no file. */
  override async close(): Promise<void> {
    await super.close();
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}
