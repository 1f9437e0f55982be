/**
 * For so long an answer serves others who ask the same. No older than what the service itself may say: it keeps a live
 * group's list for 10 s or more ("Getting the List of Online Members in Audio-Video Group"). A refresh asks for all the
 * resources of one place within it.
 */
const sharedForMilliseconds = 10_000;

interface SharedAnswer {
  readonly askedAt: number;
  readonly answer: Promise<unknown>;
}

/**
 * What the service has said about places (groups, rooms), for several resources of one place to read: a refresh asks once
 * for all of them. Never an answer from before a change of that place in this run.
 */
export class SharedAnswers {
  readonly #now: () => number;
  /** By place, in the order in which they were last asked about. */
  readonly #answers = new Map<string, Map<string, SharedAnswer>>();
  /** By place, how many changes are under way. */
  readonly #changing = new Map<string, number>();

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer to a question about a place: the one that another is waiting for or just had, or else a new one. */
  async ask<Answer>(place: string, question: string, ask: () => Promise<Answer>): Promise<Answer> {
    // Halfway through a change, each sees what is there at its own moment.
    if (this.#changing.has(place)) return ask();
    const known = this.#answers.get(place)?.get(question);
    if (known !== undefined && this.#isRecent(known)) return known.answer as Promise<Answer>;
    const answers = this.#answersToKeep(place);
    const fresh = { askedAt: this.#now(), answer: ask() };
    answers.set(question, fresh);
    try {
      return await fresh.answer;
    } catch (error) {
      // Those who wait for it fail with it; whoever comes later asks again.
      if (answers.get(question) === fresh) answers.delete(question);
      throw error;
    }
  }

  /** Those of a place, which becomes the latest; what is out of date by now is forgotten, of whichever place. */
  #answersToKeep(place: string): Map<string, SharedAnswer> {
    const answers = this.#answers.get(place) ?? new Map<string, SharedAnswer>();
    this.#answers.delete(place);
    for (const [oldest, old] of this.#answers) {
      if ([...old.values()].some((each) => this.#isRecent(each))) break;
      this.#answers.delete(oldest);
    }
    this.#answers.set(place, answers);
    return answers;
  }

  #isRecent({ askedAt }: SharedAnswer): boolean {
    return Math.abs(this.#now() - askedAt) < sharedForMilliseconds;
  }

  /** Does work that changes a place: what was said before it, or is said during it, is not shared later. */
  async change<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
    this.#answers.delete(place);
    this.#changing.set(place, (this.#changing.get(place) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const others = (this.#changing.get(place) ?? 1) - 1;
      if (others > 0) this.#changing.set(place, others);
      else this.#changing.delete(place);
    }
  }
}
