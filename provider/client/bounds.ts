import { AsyncLocalStorage } from "node:async_hooks";

/** When the requests of one piece of work have to end. */
export interface Bounds {
  /** Once aborted, no further request begins; a request on the wire may finish. */
  readonly cancelled: AbortSignal;
  /** Once aborted, no further request begins, and a request on the wire is given up. */
  readonly deadline?: AbortSignal;
}

const storage = new AsyncLocalStorage<Bounds>();

/** Runs work within these bounds: all requests that it causes keep to them. */
export function withinBounds<Result>(bounds: Bounds, work: () => Promise<Result>): Promise<Result> {
  return storage.run(bounds, work);
}

/** The bounds of the work that calls this. */
export class Limits {
  readonly #bounds = storage.getStore();

  /** Aborted when a request on the wire has to be given up. */
  get deadline(): AbortSignal | undefined {
    return this.#bounds?.deadline;
  }

  /** Why no further request may begin; undefined while one may. */
  get reached(): "outOfTime" | "cancelled" | undefined {
    if (this.#bounds?.deadline?.aborted === true) return "outOfTime";
    return this.#bounds?.cancelled.aborted === true ? "cancelled" : undefined;
  }

  /** Waits for the promise. Stops waiting, with undefined, once no further request may begin. */
  async unlessReached<Result>(waiting: Promise<Result>): Promise<Result | undefined> {
    if (this.#bounds === undefined) return waiting;
    const { cancelled, deadline } = this.#bounds;
    const settled = new AbortController();
    const { signal } = settled;
    const reached = new Promise<undefined>((resolve) => {
      if (this.reached !== undefined) resolve(undefined);
      for (const each of [cancelled, deadline])
        each?.addEventListener("abort", () => resolve(undefined), { signal });
    });
    try {
      return await Promise.race([waiting, reached]);
    } finally {
      settled.abort();
    }
  }
}
