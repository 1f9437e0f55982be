import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import { basename, dirname } from "node:path";
import { StateFileError } from "./document";

/**
 * Names that at most one process can listen on and that the system takes back however the process ends: a file with a
 * process ID would outlive a kill, and could not tell a dead process from another that got its ID, as every container's
 * first process does. Other systems have no such names, so there nothing is locked.
 */
const names: Partial<Record<NodeJS.Platform, (id: string) => string>> = {
  linux: (id) => `\0tencent-chat-emulator-${id}`,
  win32: (id) => `\\\\.\\pipe\\tencent-chat-emulator-${id}`,
};

/**
 * Takes a file for this emulator alone, as far as the system can tell: not from another container or machine.
 * @returns what gives it back
 * @throws StateFileError when another emulator has it
 */
export async function lockFile(file: string, id: string): Promise<() => Promise<void>> {
  const name = names[process.platform]?.(id);
  if (name === undefined) return async () => undefined;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    // Whoever can see the file's folder can work out the name and take it first: no emulator runs then, and nothing is lost.
    if (error.code === "EADDRINUSE" || error.code === "EACCES")
      throw new StateFileError(
        file,
        `is in use by another emulator, or another program holds the name of its lock, ${printed(name)}`,
      );
    throw new StateFileError(file, `cannot be locked (${error.code})`, error);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** As `ss -xl` shows the name on Linux. */
function printed(name: string): string {
  return name.replace("\0", "@");
}

/** The same for every path to the file. Its own inode is none: each write puts a new one in its place. */
export function idOf(file: string): string {
  const { dev, ino } = statSync(dirname(file), { bigint: true });
  return createHash("sha256")
    .update(`${dev}/${ino}/${basename(file)}`)
    .digest("hex")
    .slice(0, 32);
}
