/**
 * For how long the cache answers the same question. The service's own answers may be as old: it caches a live group's list for
 * 10 s or more ("Getting the List of Online Members in Audio-Video Group"). A refresh reads all resources
 * of one group or room within this time.
 */
const sharedForMilliseconds = 10_000;

interface CachedRequest {
  readonly askedAt: number;
  readonly answer: Promise<unknown>;
}

/**
 * Caches the service's answers about a group or room, so that a refresh asks once for all resources in it. A change of the
 * group or room in this run makes the cached answers about it invalid.
 */
export class RequestCache {
  readonly #now: () => number;
  /** The answers by container, the one used last at the end. */
  readonly #answers = new Map<string, Map<string, CachedRequest>>();
  /** How many changes are under way, by container. */
  readonly #changing = new Map<string, number>();

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer to a question about a container: that of a pending or recent request, or else of a new one. */
  async ask<Answer>(container: string, question: string, ask: () => Promise<Answer>): Promise<Answer> {
    // While a change is under way, every caller sends its own request.
    if (this.#changing.has(container)) return ask();
    const known = this.#answers.get(container)?.get(question);
    if (known !== undefined && this.#isRecent(known)) return known.answer as Promise<Answer>;
    const answers = this.#answersToKeep(container);
    const fresh = { askedAt: this.#now(), answer: ask() };
    answers.set(question, fresh);
    try {
      return await fresh.answer;
    } catch (error) {
      // The callers that share this request fail with it; later callers send a new one.
      if (answers.get(question) === fresh) answers.delete(question);
      throw error;
    }
  }

  /** The cached answers of a container, which becomes the one used last. Drops the expired answers of every container. */
  #answersToKeep(container: string): Map<string, CachedRequest> {
    const answers = this.#answers.get(container) ?? new Map<string, CachedRequest>();
    this.#answers.delete(container);
    for (const [oldest, old] of this.#answers) {
      if ([...old.values()].some((each) => this.#isRecent(each))) break;
      this.#answers.delete(oldest);
    }
    this.#answers.set(container, answers);
    return answers;
  }

  #isRecent({ askedAt }: CachedRequest): boolean {
    return Math.abs(this.#now() - askedAt) < sharedForMilliseconds;
  }

  /** Runs work that changes a container. Answers from before or during the work are not used afterwards. */
  async change<Result>(container: string, work: () => Promise<Result>): Promise<Result> {
    this.#answers.delete(container);
    this.#changing.set(container, (this.#changing.get(container) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const others = (this.#changing.get(container) ?? 1) - 1;
      if (others > 0) this.#changing.set(container, others);
      else this.#changing.delete(container);
    }
  }
}
