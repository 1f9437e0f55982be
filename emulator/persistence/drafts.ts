import { randomBytes } from "node:crypto";
import { type FileHandle, lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Of a file that is not there yet: it holds what nobody else needs to read. */
const ownMode = 0o600;

/**
 * Replaces one file by drafts in its folder: only within one file system a file takes another's place at once.
 *
 * A draft's name holds what identifies the file, and a random part. So it is nobody else's, no link can wait for it, and
 * what a kill has left of a write is known as this program's own.
 */
export class Drafts {
  readonly #file: string;
  readonly #folder: string;
  readonly #start: string;

  /** @param id of the file, as its lock has it */
  constructor(file: string, id: string) {
    this.#file = file;
    this.#folder = dirname(file);
    this.#start = `.tencent-chat-emulator-${id}-`;
  }

  /** Removes what earlier writes have left, and makes sure that the folder takes drafts. To be called under the lock. */
  async prepare(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => this.#isDraft(name));
    // One that cannot be removed is in nobody's way.
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

  /** Makes a draft with the mode and the owner of the file. */
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
    // After the owner: a change of that takes rights away.
    await draft.chmod(stats.mode & 0o777);
  }
}

/** Before it, a loss of power could bring the old file back. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
