import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type InstallOnce, load } from "../scripts/support/scripts";

/** Nothing could be installed: a toolchain is missing, or its registry cannot be reached. */
export class CannotInstall extends Error {
  /** @param error what ended the installer */
  constructor(error: unknown) {
    const text = error instanceof Error ? error.message.trim() : String(error);
    super(text.slice(text.lastIndexOf("\n") + 1), { cause: error });
  }
}

/** Installs a client, or skips the tests of the surrounding `describe` where its toolchain is wanting, and says so. */
export async function installedOrSkipped<Client>(
  context: Mocha.Context,
  install: (log: (line: string) => void) => Promise<Client>,
  toolchain: string,
): Promise<Client> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  return install(log).catch((error: unknown) => {
    if (!(error instanceof CannotInstall)) throw error;
    log(`Skipped, for want of ${toolchain}: ${error.message}`);
    return context.skip();
  });
}

/**
 * Installs a client of strangers once, into `.local/`.
 * @param files what is installed depends on these
 * @returns the folder
 * @throws what `build` throws
 */
export async function installedOnce(client: {
  readonly name: string;
  readonly files: readonly string[];
  /** Whether what is in the folder works. */
  works(folder: string): Promise<unknown>;
  build(folder: string): Promise<void>;
  log(line: string): void;
}): Promise<string> {
  const { name, files, works, build, log } = client;
  const { installOnce } = await load<InstallOnce>("lib/install-once.mjs");
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(file));
  const local = join(resolve(__dirname, "../../.."), ".local");
  mkdirSync(local, { recursive: true });
  const folder = join(local, `${name}-client-${digest.digest("hex").slice(0, 16)}`);
  const isWorking = (place: string) =>
    works(place).then(
      () => true,
      () => false,
    );
  await installOnce({ folder, what: `installs the ${name} client`, works: isWorking, build, log });
  return folder;
}
