/** Sends the batch once no caller has added to it for this long. The reads of a refresh come within a few milliseconds. */
const quietMilliseconds = 10;

interface Batch<Answer> {
  readonly keys: Set<string>;
  /** Restarts the wait for further callers. */
  readonly wait: () => void;
  readonly send: () => void;
  readonly answers: Promise<ReadonlyMap<string, Answer>>;
}

interface Options<Answer> {
  /** How many keys one request takes. */
  readonly most: number;
  /** Sends one request. If it fails, every caller of the batch gets its error. */
  readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
  /** Whether a single key may have made the whole request fail. Then each key gets its own request. */
  readonly mayBeOfOne: (error: unknown) => boolean;
}

/**
 * Collects questions about single keys into one request, if they come at about the same time. It caches nothing: a request always
 * starts after its questions were asked.
 */
export class BatchLoader<Answer> {
  readonly #options: Options<Answer>;
  #open: Batch<Answer> | undefined;

  constructor(options: Options<Answer>) {
    this.#options = options;
  }

  /** The answer about the key; undefined if the request's answer has none. */
  async ask(key: string): Promise<Answer | undefined> {
    const { most, ask, mayBeOfOne } = this.#options;
    this.#open ??= this.#begin();
    const { keys, wait, send, answers } = this.#open;
    keys.add(key);
    if (keys.size === most) send();
    else wait();
    try {
      return (await answers).get(key);
    } catch (error) {
      if (keys.size === 1 || !mayBeOfOne(error)) throw error;
      return (await ask([key])).get(key);
    }
  }

  #begin(): Batch<Answer> {
    const keys = new Set<string>();
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    const send = (): void => {
      clearTimeout(timer);
      this.#open = undefined;
      go();
    };
    const timer = setTimeout(send, quietMilliseconds);
    const answers = gone.then(() => this.#options.ask([...keys]));
    return { keys, wait: () => timer.refresh(), send, answers };
  }
}
