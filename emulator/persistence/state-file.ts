import { readFileSync, realpathSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { contentOf, documentOf, StateFileError } from "./document";
import { lockFile } from "./lock";

/**
 * A file that always holds one whole content, the last one that was saved: it is replaced, never written into.
 *
 * What is saved together is written together: while one write goes on, all that happens meanwhile waits for one more. So
 * many requests at a time share the cost of a write, which is that of the whole content.
 */
export class StateFile {
  /** What the file held when it was opened, undefined where there was none. */
  readonly content: string | undefined;
  readonly path: string;
  readonly #unlock: () => Promise<void>;
  #onDisk: string | undefined;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(file: string, content: string | undefined, unlock: () => Promise<void>) {
    this.path = file;
    this.content = content;
    this.#onDisk = content;
    this.#unlock = unlock;
  }

  /** @throws StateFileError when it cannot be used; then it is left as it is */
  static async open(path: string): Promise<StateFile> {
    const file = realFile(path);
    const unlock = await lockFile(file);
    try {
      const content = read(file);
      removeDraft(file);
      return new StateFile(file, content, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /**
   * Resolves once the file holds what `contentNow` gives, or something later.
   * @param contentNow is called once for all who wait together
   * @throws StateFileError when it cannot be written; a later call tries again
   */
  save(contentNow: () => string): Promise<void> {
    this.#next ??= this.#saveNext(this.#writing, contentNow);
    return this.#next;
  }

  /** Gives the file back, after the write that goes on. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#next]);
    await this.#unlock();
  }

  async #saveNext(before: Promise<void>, contentNow: () => string): Promise<void> {
    await Promise.allSettled([before]);
    // Requests that came in with the same turn of the event loop join.
    await nextTurn();
    this.#next = undefined;
    this.#writing = this.#write(contentNow());
    await this.#writing;
  }

  async #write(content: string): Promise<void> {
    if (content === this.#onDisk) return;
    try {
      await replace(this.path, documentOf(content));
      this.#onDisk = content;
    } catch (error) {
      throw new StateFileError(this.path, `cannot be written (${codeOf(error)})`, error);
    }
  }
}

/** A link stays what it is: its target is the file. */
function realFile(path: string): string {
  const file = resolve(path);
  try {
    return realpathSync(file);
  } catch {
    return join(realFolder(file), basename(file));
  }
}

function realFolder(file: string): string {
  try {
    return realpathSync(dirname(file));
  } catch (error) {
    throw new StateFileError(file, `its folder cannot be used (${codeOf(error)})`, error);
  }
}

function read(file: string): string | undefined {
  try {
    return contentOf(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof StateFileError) throw error;
    if (codeOf(error) === "ENOENT") return undefined;
    throw new StateFileError(file, `cannot be read (${codeOf(error)})`, error);
  }
}

/** In the same folder, since only within one file system a file takes another's place at once. */
function draftOf(file: string): string {
  return `${file}.draft`;
}

/** What a kill has left of a write. */
function removeDraft(file: string): void {
  try {
    rmSync(draftOf(file), { force: true });
  } catch (error) {
    throw new StateFileError(file, `cannot be written (${codeOf(error)})`, error);
  }
}

async function replace(file: string, text: string): Promise<void> {
  const draft = draftOf(file);
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(dirname(file));
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

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
