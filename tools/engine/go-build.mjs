import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import which from "which";
import { run } from "../../scripts/lib/run.mjs";
import { binaryIn } from "./cache.mjs";

/** The engine to download or build if the user has none. The linker sets the Go variable to the version. */
export const ENGINE = {
  path: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: "3.274.1",
  variable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
};

/** The language host for YAML programs to build if the engine has none. */
export const YAML_HOST = {
  path: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  version: "1.25.0",
  variable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
};

/** The version of Go that the engine needs, from its go.mod. */
export const GO_VERSION = "1.26.6";

const LIMIT_MS = 45 * 60_000;

// The engine's own go.mod has this replacement. Go ignores replacements in the go.mod of a dependency, so repeat it.
const GO_MOD = `module engine

go ${GO_VERSION}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
`;

/**
 * Builds one of Pulumi's commands from its published Go module. Go caches what it has downloaded and compiled, so an interrupted build
 * continues from there.
 *
 * @param {string} folder
 * @param {typeof ENGINE} command
 */
export async function buildWithGo(folder, { path, version, variable }) {
  if (which.sync("go", { nothrow: true }) === null) throw new Error("there is no `go` on PATH");
  const source = join(folder, "source");
  mkdirSync(source);
  writeFileSync(join(source, "go.mod"), GO_MOD);
  await go(["get", "-tool", `${path}@v${version}`], source);
  const flags = `-s -w -X ${variable}=v${version}`;
  const settings = ["-trimpath", "-buildvcs=false", "-ldflags", flags];
  await go(["build", ...settings, "-o", binaryIn(folder, basename(path)), path], source);
  rmSync(source, { recursive: true });
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function go(args, cwd) {
  // Ignore a go.work file of the user in a folder above the cache.
  const done = await run("go", args, { cwd, timeoutMs: LIMIT_MS, env: { GOWORK: "off" } });
  if (done.ok) return;
  const said = done.stderr
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("go: downloading"));
  throw new Error(`\`go ${args[0]}\` failed: ${[done.reason, ...said.slice(-3)].join(": ")}`);
}
