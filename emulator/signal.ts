/** Says that something has happened, to whoever listens; not what. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** @returns a function that ends it */
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
