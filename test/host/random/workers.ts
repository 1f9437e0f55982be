import type { Dice } from "./dice";

/** Runs at most so many pieces of work at a time; which of those that wait goes next is a matter of chance. */
export class Workers {
  readonly #dice: Dice;
  readonly #waiting: (() => void)[] = [];
  readonly #all = new Set<Promise<void>>();
  #free: number;

  constructor(parallelism: number, dice: Dice) {
    this.#free = parallelism;
    this.#dice = dice;
  }

  /** @param work must not fail */
  start(work: () => Promise<void>): void {
    const running = this.#run(work).finally(() => this.#all.delete(running));
    this.#all.add(running);
  }

  async idle(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all);
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await work();
    } finally {
      const [next] = this.#waiting.splice(this.#dice.roll(Math.max(1, this.#waiting.length)), 1);
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
