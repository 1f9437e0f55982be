/** Runs work on the same key one after the other; different keys do not wait for each other. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<void>>();

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result.then(
      () => {},
      () => {},
    );
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      // The last caller removes the key, so that a long-lived host does not collect one entry for each group it has seen.
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
