import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { access, rm } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { SignerOptions } from "../../../provider/client/user-sig";
import type { Answer } from "../emulator/support";
import { CannotInstall, installedOnce } from "./installation";

const run = promisify(execFile);
const here = resolve(__dirname, "java");
const driver = join(here, "Drive.java");
const project = join(here, "pom.xml");
const digests = join(here, "jars.sha256");
const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
const installMs = 180_000;
const password = "changeit";

export type Call = readonly [
  service: "account" | "group" | "sns" | "message",
  method: string,
  request: object,
];

/**
 * The published Java client `io.github.doocs:im-server-sdk-java` for this REST API, which takes no other scheme than https. Maven
 * installs it once into `.local/`; its files are checked by their hashes.
 */
export class JavaClient {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws CannotInstall */
  static async install(log: (line: string) => void): Promise<JavaClient> {
    const works = async (folder: string) => {
      checkJars(folder);
      await access(join(folder, "Drive.class"));
    };
    const files = [project, digests, driver];
    const folder = await installedOnce({ name: "java", files, works, build: install, log });
    for (const tool of ["java", "keytool"])
      await run(tool, ["-help"]).catch((error: unknown) => {
        throw new CannotInstall(error);
      });
    return new JavaClient(folder);
  }

  /**
   * Makes a trust store with one authority.
   * @param authority file with its certificate in PEM
   */
  async trust(authority: string, store: string): Promise<void> {
    const importing = ["-importcert", "-noprompt", "-file", authority, "-keystore", store];
    await run("keytool", [...importing, "-storepass", password]);
  }

  /**
   * Calls methods of the client one after the other; it signs for itself.
   * @param store the trust store
   * @returns what it read into its own types
   */
  async call(admin: SignerOptions, url: string, store: string, calls: readonly Call[]): Promise<Answer[]> {
    const trust = [`-Djavax.net.ssl.trustStore=${store}`, `-Djavax.net.ssl.trustStorePassword=${password}`];
    const running = run("java", [...trust, "-cp", classPath(this.#folder), "Drive"], { timeout: 60_000 });
    // Whoever ends before reading to the end says why with its exit code.
    running.child.stdin?.on("error", () => undefined);
    running.child.stdin?.end(JSON.stringify({ admin, host: url.replace("https://", ""), calls }));
    return JSON.parse((await running).stdout) as Answer[];
  }
}

const classPath = (folder: string) => [folder, join(folder, "*")].join(delimiter);

async function install(folder: string): Promise<void> {
  const repository = join(folder, "repository");
  const options = [
    "-B",
    "-q",
    "-C",
    "-f",
    project,
    `-Dmaven.repo.local=${repository}`,
    `-DoutputDirectory=${folder}`,
  ];
  const cannot = (error: unknown) => {
    throw new CannotInstall(error);
  };
  await run("javac", ["-version"]).catch(cannot);
  await run("mvn", [...options, copy], { timeout: installMs }).catch(cannot);
  await rm(repository, { recursive: true });
  checkJars(folder);
  await run("javac", ["-cp", classPath(folder), "-d", folder, driver]);
}

/** @throws Error for a file that is missing or another than the pinned one */
function checkJars(folder: string): void {
  for (const line of readFileSync(digests, "utf8").trim().split("\n")) {
    const [digest, name = ""] = line.split(/\s+/);
    const found = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    if (found !== digest) throw new Error(`${name} is not the pinned one`);
  }
}
