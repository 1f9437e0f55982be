import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setImmediate as nextTick } from "node:timers/promises";
import { contentOf, documentOf, StateFileError } from "./document";
import { Drafts } from "./drafts";
import { idOf, lockFile } from "./lock";

/**
 * A file that always has one complete content. Saving replaces the whole file and never writes into it.
 *
 * Calls during a write share the next write. So concurrent requests share its cost, which is high because each write has the whole
 * content.
 */
export class StateFile {
  /** The content at opening; undefined if there was no file. */
  readonly content: string | undefined;
  readonly path: string;
  readonly #unlock: () => Promise<void>;
  readonly #drafts: Drafts;
  #onDisk: string | undefined;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(
    file: string,
    content: string | undefined,
    drafts: Drafts,
    unlock: () => Promise<void>,
  ) {
    this.path = file;
    this.#drafts = drafts;
    this.content = content;
    this.#onDisk = content;
    this.#unlock = unlock;
  }

  /** @throws StateFileError if the file cannot be used. The file stays as it is */
  static async open(path: string): Promise<StateFile> {
    const file = realFile(path);
    const id = idOf(file);
    const unlock = await lockFile(file, id);
    try {
      const content = read(file);
      const drafts = new Drafts(file, id);
      await checkWritable(file, content, drafts);
      return new StateFile(file, content, drafts, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /**
   * Resolves once the file has what `contentNow` returns, or newer content.
   * @param contentNow called once for all calls that share a write
   * @throws StateFileError if it cannot be written; a later call tries again
   */
  save(contentNow: () => string): Promise<void> {
    this.#next ??= this.#saveNext(this.#writing, contentNow);
    return this.#next;
  }

  /** Unlocks the file after the writes that are under way. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#next]);
    await this.#unlock();
  }

  async #saveNext(before: Promise<void>, contentNow: () => string): Promise<void> {
    await Promise.allSettled([before]);
    // Let further requests of the same turn of the event loop join.
    await nextTick();
    this.#next = undefined;
    this.#writing = this.#write(contentNow());
    await this.#writing;
  }

  async #write(content: string): Promise<void> {
    if (content === this.#onDisk) return;
    try {
      await this.#drafts.replace(documentOf(content));
      this.#onDisk = content;
    } catch (error) {
      throw new StateFileError(this.path, `cannot be written (${codeOf(error)})`, error);
    }
  }
}

/** For a link, the path of its present target. The link itself is never replaced. */
function realFile(path: string): string {
  const file = resolve(path);
  try {
    return realpathSync(file);
  } catch (error) {
    if (isThere(file)) throw new StateFileError(file, `is a link to no file (${codeOf(error)})`, error);
    return join(realFolder(file), basename(file));
  }
}

function realFolder(file: string): string {
  try {
    return realpathSync(dirname(file));
  } catch (error) {
    throw new StateFileError(
      file,
      `its folder cannot be used (${codeOf(error)}); create the folder, or use another path`,
      error,
    );
  }
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function read(file: string): string | undefined {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    // Reading a pipe would wait for ever, and a device cannot be replaced.
    if (!stats.isFile() && !stats.isDirectory())
      throw new StateFileError(file, "is no regular file; use another path");
    return contentOf(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof StateFileError) throw error;
    throw new StateFileError(file, `cannot be read (${codeOf(error)})`, error);
  }
}

/** Replacing a file does not need the right to write into it. But a user who removed that right wants the file to stay. */
async function checkWritable(file: string, content: string | undefined, drafts: Drafts): Promise<void> {
  try {
    if (content !== undefined) await access(file, constants.W_OK);
    await drafts.prepare();
  } catch (error) {
    throw new StateFileError(file, `cannot be written (${codeOf(error)})`, error);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
