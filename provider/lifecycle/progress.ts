/** Nothing is told of what takes less, and nothing more often. */
const tellEveryMilliseconds = 5_000;

const grouped = (count: number): string => count.toLocaleString("en-US");

interface Surroundings {
  readonly now: () => number;
  /** Takes a line for a person. */
  readonly tell: (line: string) => void;
}

/** Tells a person now and then how far work has come that takes long. */
export class Progress {
  readonly #total: number;
  readonly #what: string;
  readonly #surroundings: Surroundings;
  #done = 0;
  #toldAt: number;

  /** @param what stands after the number: `robots of rooms are as declared` */
  constructor(total: number, what: string, surroundings: Surroundings) {
    this.#total = total;
    this.#what = what;
    this.#surroundings = surroundings;
    this.#toldAt = surroundings.now();
  }

  advance(count: number): void {
    this.#done += count;
    const now = this.#surroundings.now();
    if (this.#done >= this.#total || now - this.#toldAt < tellEveryMilliseconds) return;
    this.#toldAt = now;
    this.#surroundings.tell(`${grouped(this.#done)} of ${grouped(this.#total)} ${this.#what}`);
  }
}
