import { randomBytes } from "node:crypto";
import { type FileHandle, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The mode of a new file: nobody else needs to read it. */
const ownMode = 0o600;

/**
 * Replaces a file by a draft in the same folder, because a rename is atomic only within one file system.
 *
 * The name of a draft has the ID of the file and a random part. So it conflicts with no other file, nobody can put a link there in
 * advance, and the next emulator recognises a draft that a killed one left behind.
 */
export class Drafts {
  readonly #file: string;
  readonly #folder: string;
  readonly #start: string;

  /** @param id the ID of the file, the same as for its lock */
  constructor(file: string, id: string) {
    this.#file = file;
    this.#folder = dirname(file);
    this.#start = `.tencent-chat-emulator-${id}-`;
  }

  /** Removes drafts that earlier writes left behind, and checks that the folder is writable. Call it while holding the lock. */
  async prepare(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => this.#isDraft(name));
    // It does no harm if a draft cannot be removed.
    for (const name of names) await this.#removeFile(join(this.#folder, name)).catch(() => undefined);
    const draft = await this.#make("");
    await unlink(draft);
  }

  async replace(text: string): Promise<void> {
    const draft = await this.#make(text);
    try {
      await rename(draft, this.#file);
    } catch (error) {
      await unlink(draft);
      throw error;
    }
    await syncFolder(this.#folder);
  }

  #isDraft(name: string): boolean {
    return name.startsWith(this.#start) && /^[\da-f]{32}\.draft$/.test(name.slice(this.#start.length));
  }

  async #removeFile(path: string): Promise<void> {
    if ((await lstat(path)).isFile()) await unlink(path);
  }

  /** Creates a draft with the mode and the owner of the file. */
  async #make(text: string): Promise<string> {
    const draft = join(this.#folder, `${this.#start}${randomBytes(16).toString("hex")}.draft`);
    const handle = await open(draft, "wx", ownMode);
    try {
      try {
        await this.#makeAlike(handle);
        await handle.writeFile(text);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      await unlink(draft);
      throw error;
    }
    return draft;
  }

  async #makeAlike(draft: FileHandle): Promise<void> {
    const stats = await lstat(this.#file).catch(() => undefined);
    if (!stats?.isFile() || process.platform === "win32") return;
    const { uid, gid } = await draft.stat();
    if (uid !== stats.uid || gid !== stats.gid) await draft.chown(stats.uid, stats.gid);
    // Set the mode after the owner, because changing the owner removes rights.
    await draft.chmod(stats.mode & 0o777);
  }
}

/** Without this, a power failure could bring the old file back. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
