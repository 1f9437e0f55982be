/** Numbers that look random and are the same for the same seed, so that a run can be had again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `below`. */
  roll(below: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  shuffled<Element>(elements: Iterable<Element>): Element[] {
    const rest = [...elements];
    const mixed: Element[] = [];
    while (rest.length > 0) mixed.push(...rest.splice(this.roll(rest.length), 1));
    return mixed;
  }
}
