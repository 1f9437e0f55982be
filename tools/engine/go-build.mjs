import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findCommand } from "../../scripts/lib/find-command.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { ENGINE_VERSION, GO_VERSION } from "./pins.mjs";
import { withProgress } from "./progress.mjs";

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const DOWNLOAD_LIMIT_MS = 20 * 60_000;
const BUILD_LIMIT_MS = 45 * 60_000;

// The command's own go.mod replaces this module, and replacements do not reach those who depend on it.
const GO_MOD = `module engine

go ${GO_VERSION}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
`;

/**
 * Builds the engine from its published Go module. What Go has downloaded and compiled stays in Go's own caches, so that
 * a build that was broken off goes on from there.
 *
 * @param {string} folder
 * @param {import("../../scripts/lib/log.mjs").Log} log
 */
export async function buildWithGo(folder, log) {
  if (findCommand("go") === undefined) throw new Error("there is no `go` on PATH");
  const source = join(folder, "source");
  mkdirSync(source);
  writeFileSync(join(source, "go.mod"), GO_MOD);

  log(
    `Building the Pulumi CLI ${ENGINE_VERSION} from its Go module. It takes some minutes, once for this user.`,
  );
  let downloaded = 0;
  await withProgress(
    log,
    () => `getting modules, ${downloaded} downloaded so far`,
    () =>
      go(source, ["get", "-tool", `${COMMAND}@v${ENGINE_VERSION}`], DOWNLOAD_LIMIT_MS, (line) => {
        if (line.startsWith("go: downloading")) downloaded += 1;
      }),
  );

  const packages = (await go(source, ["list", "-deps", COMMAND], DOWNLOAD_LIMIT_MS))
    .trim()
    .split("\n").length;
  let compiled = 0;
  await withProgress(
    log,
    () => `compiling, ${compiled} packages so far of at most ${packages}`,
    () =>
      go(
        source,
        [
          "build",
          "-v",
          "-trimpath",
          "-buildvcs=false",
          "-ldflags",
          `-s -w -X ${VERSION_VARIABLE}=v${ENGINE_VERSION}`,
          "-o",
          join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi"),
          COMMAND,
        ],
        BUILD_LIMIT_MS,
        () => {
          compiled += 1;
        },
      ),
  );
  rmSync(source, { recursive: true });
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @param {number} timeoutMs
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<string>}
 */
async function go(cwd, args, timeoutMs, onLine) {
  // A workspace of the user's above the cache folder has nothing to say about this module.
  const done = await run("go", args, { cwd, timeoutMs, onLine, env: { ...process.env, GOWORK: "off" } });
  if (done.ok) return done.stdout;
  const said = done.stderr
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("go: downloading"))
    .slice(-3)
    .join(" ");
  throw new Error(`\`go ${args[0]}\`: ${done.reason}${said && `: ${said}`}`);
}
