import { Limits } from "./bounds";

/** Runs work on the same key one after the other; different keys do not wait for each other. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<void>>();

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    // Work that may send no further request fails at once, without waiting for its turn.
    const result = new Limits().unlessReached(before).then(work);
    const tail = Promise.allSettled([before, result]).then(() => {});
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      // The last caller removes the key. Otherwise a long-lived host would keep an entry for each group that it has seen.
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
