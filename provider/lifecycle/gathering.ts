/** A request goes when for so long nobody has asked more. The reads of a refresh come within a few milliseconds. */
const quietMilliseconds = 10;

interface Batch<Answer> {
  readonly keys: Set<string>;
  /** Begins to wait anew for who else asks. */
  readonly wait: () => void;
  readonly send: () => void;
  readonly answers: Promise<ReadonlyMap<string, Answer>>;
}

interface Options<Answer> {
  /** Keys that one request takes. */
  readonly most: number;
  /** One request. What it fails with, all fail with who asked. */
  readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
  /** Failures of a whole request that may be the fault of a single key: each is asked again by itself. */
  readonly mayBeOfOne: (error: unknown) => boolean;
}

/**
 * Questions about one key each, sent together when they come at about the same time. No answer is kept: each is of a request
 * that went after the question came.
 */
export class Gathering<Answer> {
  readonly #options: Options<Answer>;
  #open: Batch<Answer> | undefined;

  constructor(options: Options<Answer>) {
    this.#options = options;
  }

  /** What the answer says of the key; undefined where it says nothing. */
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
