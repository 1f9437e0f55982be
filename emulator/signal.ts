/** Tells its listeners that something happened, without saying what. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  /** How many listeners there are. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** @returns a function that stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
