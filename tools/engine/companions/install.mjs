import { runtimeOptions } from "./options.mjs";
import { end, start } from "./programs.mjs";

const PACKAGE_MANAGERS = new Set(["npm", "pnpm", "yarn", "bun"]);

/**
 * Installs the dependencies of a program, for `pulumi install`.
 *
 * @param {import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesRequest} request
 * @param {(stream: "stdout" | "stderr", chunk: Uint8Array) => void} output
 * @param {AbortSignal} cancelled
 * @returns {Promise<string | undefined>} what went wrong, if something did
 */
export function installDependencies(request, output, cancelled) {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getDirectory() || process.cwd();
  const manager = runtimeOptions(info).packagemanager;
  if (!PACKAGE_MANAGERS.has(manager)) {
    return Promise.resolve(
      `Pulumi.yaml names the package manager "${manager}"; npm, pnpm, yarn and bun are known.`,
    );
  }

  const child = start(manager, ["install"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    // npm and its kin are .cmd files on Windows, which only a shell starts.
    shell: process.platform === "win32",
  });
  child.stdout?.on("data", (chunk) => output("stdout", chunk));
  child.stderr?.on("data", (chunk) => output("stderr", chunk));
  const cancel = () => void end(child);
  cancelled.addEventListener("abort", cancel);

  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`\`${manager} install\` could not be started: ${error.message}`));
    // "close" rather than "exit": the last output has been read by then.
    child.once("close", (code, signal) => {
      cancelled.removeEventListener("abort", cancel);
      resolve(
        code === 0
          ? undefined
          : `\`${manager} install\` in ${folder} ended with ${signal ?? `code ${code}`}.`,
      );
    });
  });
}
