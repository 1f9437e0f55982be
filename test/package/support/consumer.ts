import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const repository = resolve(__dirname, "../../..");
const local = join(repository, ".local");

/** What `npm pack` made. */
export interface Packed {
  /** The tarball. */
  readonly file: string;
  /** In bytes, as it is downloaded. */
  readonly size: number;
  /** Paths of the files in it. */
  readonly paths: readonly string[];
}

type Versions = Readonly<Record<string, string>>;

const manifestOf = (
  folder: string,
): { readonly dependencies: Versions; readonly devDependencies?: Versions } =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Runs a command to its end; when it fails, what it said is the error. */
export async function run(folder: string, command: string, ...args: readonly string[]): Promise<string> {
  return await runIn(folder, {}, command, ...args);
}

async function runIn(
  cwd: string,
  env: Readonly<Record<string, string>>,
  command: string,
  ...args: readonly string[]
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...env } });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return assert.fail(`${command} ${args.join(" ")} failed.\n${stdout}\n${stderr}`);
  }
}

/** Runs a script of this repository's own packages with this Node.js. */
export async function runTool(folder: string, script: string, ...args: readonly string[]): Promise<string> {
  return await run(folder, process.execPath, join(repository, "node_modules", script), ...args);
}

/** Settings of npm that have to hold for pnpm too, which does not read all the files where npm has them. */
async function settingsOfNpm(): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const key of ["registry", "cafile"]) {
    const value = (await run(local, "npm", "config", "get", key)).trim();
    if (value !== "" && value !== "null") settings[`npm_config_${key}`] = value;
  }
  return settings;
}

/** For an install by npm that takes no longer than it must. */
export const npmFlags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"] as const;

/** How a user installs, by the name of the package manager; each in a folder with a package.json. */
const installers = {
  npm: async (folder: string) => {
    await run(folder, "npm", "install", ...npmFlags);
  },
  pnpm: async (folder: string) => {
    const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
    // Kept, as npm keeps its cache: what was downloaded once is linked the next time.
    const store = join(local, "pnpm-store");
    const args = [
      "install",
      "--prefer-offline",
      "--ignore-workspace",
      "--ignore-scripts",
      "--store-dir",
      store,
    ];
    await runIn(folder, await settingsOfNpm(), process.execPath, pnpm, ...args);
  },
};

export type PackageManager = keyof typeof installers;

/** What a project of a user's has beside the packed package, in the versions of this repository. */
function companions(): Versions {
  const { devDependencies = {} } = manifestOf(repository);
  const names = ["@pulumi/pulumi", "@types/node", "ts-node", "typescript"];
  return Object.fromEntries(names.map((name) => [name, devDependencies[name] ?? assert.fail(name)]));
}

const folders: string[] = [];

function scratch(): string {
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, "package-"));
  folders.push(folder);
  return folder;
}

// For the whole ring: an install takes longer than what is then tried in it.
after(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function pack(): Promise<Packed> {
  const folder = scratch();
  // dist/ is there and up to date; its build would take it away from under other tests.
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [made] = JSON.parse(await run(repository, "npm", ...args)) as [
    { filename: string; size: number; files: readonly { path: string }[] },
  ];
  return {
    file: join(folder, made.filename),
    size: made.size,
    paths: made.files.map(({ path }) => path),
  };
}

async function install(manager: PackageManager, others: Versions): Promise<string> {
  const { file } = await packed();
  const folder = scratch();
  const dependencies = { "pulumi-tencent-chat": `file:${file}`, ...others };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  await installers[manager](folder);
  return folder;
}

let tarball: Promise<Packed> | undefined;
const installed = new Map<string, Promise<string>>();

/** Packs this repository, once. */
export function packed(): Promise<Packed> {
  tarball ??= pack();
  return tarball;
}

function once(name: string, make: () => Promise<string>): Promise<string> {
  const known = installed.get(name) ?? make();
  installed.set(name, known);
  return known;
}

/** A folder in which the packed package was installed, once for each package manager; projects under it find it there. */
export function consumer(manager: PackageManager): Promise<string> {
  return once(manager, () => install(manager, companions()));
}

/** A folder as those of `consumer`, but with the newest SDK, and with a Node.js that this SDK needs in `node_modules/.bin`. */
export function newestConsumer(): Promise<string> {
  return once("newest", async () => {
    const { dependencies } = manifestOf(join(repository, "test/package/fixtures/newest"));
    const folder = await install("npm", { ...companions(), ...dependencies });
    // The package `node` is only an installer of the one for this system.
    await runIn(folder, { npm_config_prefer_offline: "true" }, "npm", "rebuild", "node");
    return folder;
  });
}
