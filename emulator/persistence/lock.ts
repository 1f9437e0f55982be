import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import { basename, dirname } from "node:path";
import { StateFileError } from "./document";

/**
 * Names on which only one process can listen, and which the system frees however the process ends. A lock file with a process ID
 * would survive a kill, and another process may have the same ID by then, such as the first process of another container. Other
 * systems have no such names, so the file is not locked there.
 */
const names: Partial<Record<NodeJS.Platform, (id: string) => string>> = {
  linux: (id) => `\0tencent-chat-emulator-${id}`,
  win32: (id) => `\\\\.\\pipe\\tencent-chat-emulator-${id}`,
};

/**
 * Locks a file against other emulators on this system, but not against those in other containers or on other machines.
 * @returns a function that unlocks the file
 * @throws StateFileError if another emulator has the lock
 */
export async function lockFile(file: string, id: string): Promise<() => Promise<void>> {
  const name = names[process.platform]?.(id);
  if (name === undefined) return async () => undefined;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    // Any process that can see the folder can compute the name and take it first. Then no emulator starts, but nothing is lost.
    if (error.code === "EADDRINUSE" || error.code === "EACCES")
      throw new StateFileError(
        file,
        `is in use by another emulator, or another program holds the name of its lock, ${printed(name)}; use another path`,
      );
    throw new StateFileError(file, `cannot be locked (${error.code})`, error);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** The name as `ss -xl` shows it on Linux. */
function printed(name: string): string {
  return name.replace("\0", "@");
}

/** The same ID for every path to the file. The inode of the file cannot serve, because each write creates a new one. */
export function idOf(file: string): string {
  const { dev, ino } = statSync(dirname(file), { bigint: true });
  return createHash("sha256")
    .update(`${dev}/${ino}/${basename(file)}`)
    .digest("hex")
    .slice(0, 32);
}
