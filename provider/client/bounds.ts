import { AsyncLocalStorage } from "node:async_hooks";

/** How far the requests of one piece of work may go. */
export interface Bounds {
  /** Once aborted, no request is begun; one that is on the wire comes to its end. */
  readonly cancelled: AbortSignal;
  /** Once aborted, no request is begun, and one that is on the wire is given up. */
  readonly deadline?: AbortSignal;
}

const storage = new AsyncLocalStorage<Bounds>();

/** Does a piece of work whose requests, whoever sends them, keep to these bounds. */
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

  /** Why no request may be begun any more. */
  get reached(): "outOfTime" | "cancelled" | undefined {
    if (this.#bounds?.deadline?.aborted === true) return "outOfTime";
    return this.#bounds?.cancelled.aborted === true ? "cancelled" : undefined;
  }

  /** Waits, but not on when no request may be begun any more: then it gives undefined. */
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
