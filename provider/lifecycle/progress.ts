/** The time between two reports. Work that takes less is not reported. */
const tellEveryMilliseconds = 5_000;

const grouped = (count: number): string => count.toLocaleString("en-US");

interface Surroundings {
  readonly now: () => number;
  /** Shows a line to a person. */
  readonly tell: (line: string) => void;
}

/** Reports the progress of long work to a person from time to time. */
export class Progress {
  readonly #total: number;
  readonly #what: string;
  readonly #surroundings: Surroundings;
  #done = 0;
  #toldAt: number;

  /** @param what the words after the number: `robots of rooms are done` */
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
