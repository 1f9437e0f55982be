import { type ChildProcess, execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { SignerOptions } from "../../../provider/client/user-sig";
import type { Answer } from "../emulator/support";
import { CannotInstall, installedOnce } from "./installation";

/** One piece of work of `drive.py`. */
type Work =
  | { do: "call"; admin: SignerOptions; url: string; method: string; arguments: unknown[] }
  | { do: "sign"; admin: SignerOptions; time: number }
  | { do: "decode"; userSig: string };

const run = promisify(execFile);
const here = resolve(__dirname, "python");
const requirementFiles = ["build-requirements.txt", "requirements.txt"].map((name) => join(here, name));

const python = process.platform === "win32" ? "python" : "python3";
const installMs = 180_000;

/**
 * The published Python client `tencentcloud-sdk-python-im` for this REST API, with the Python signer `tls-sig-api-v2`. Its
 * pinned packages are installed once into `.local/`, by pip, checked by their hashes.
 */
export class PythonClient {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws CannotInstall */
  static async install(log: (line: string) => void): Promise<PythonClient> {
    const works = (folder: string) => new PythonClient(folder).#do([]);
    const folder = await installedOnce({
      name: "python",
      files: requirementFiles,
      works,
      build: install,
      log,
    });
    return new PythonClient(folder);
  }

  /** Calls methods of the client one after the other; it signs for itself. */
  async call(
    admin: SignerOptions,
    url: string,
    ...calls: readonly (readonly [method: string, ...args: unknown[]])[]
  ): Promise<Answer[]> {
    const work = calls.map(([method, ...args]): Work => {
      return { do: "call", admin, url: `${url}/v4`, method, arguments: args };
    });
    return (await this.#do(work)) as Answer[];
  }

  /** A UserSig for each admin, as signed at that time in seconds. */
  async sign(admins: readonly (readonly [admin: SignerOptions, time: number])[]): Promise<string[]> {
    return (await this.#do(admins.map(([admin, time]) => ({ do: "sign", admin, time })))) as string[];
  }

  /** The claims of UserSigs. */
  decode(userSigs: readonly string[]): Promise<unknown[]> {
    return this.#do(userSigs.map((userSig) => ({ do: "decode", userSig })));
  }

  async #do(work: readonly Work[]): Promise<unknown[]> {
    // No proxy of this machine's stands between the client and loopback.
    const env = environment({ PYTHONPATH: this.#folder, NO_PROXY: "*", no_proxy: "*" });
    const running = run(python, ["-B", join(here, "drive.py")], { env, timeout: 60_000 });
    tell(running.child, JSON.stringify(work));
    return JSON.parse((await running).stdout) as unknown[];
  }
}

/** Each file on its own: the second is built with what the first put there. */
async function install(folder: string): Promise<void> {
  const options = ["--no-deps", "--require-hashes", "--no-build-isolation", "--no-input", "--quiet"];
  const env = environment({ PYTHONPATH: folder, PIP_DISABLE_PIP_VERSION_CHECK: "1" });
  for (const file of requirementFiles) {
    const args = ["-m", "pip", "install", ...options, "--target", folder, "--requirement", file];
    await run(python, args, { env, timeout: installMs }).catch((error: unknown) => {
      throw new CannotInstall(error);
    });
  }
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONIOENCODING: "utf-8", ...added };
}

function tell(child: ChildProcess, text: string): void {
  // Whoever ends before reading to the end says why with its exit code.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(text);
}
