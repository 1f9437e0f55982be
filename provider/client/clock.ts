import { setTimeout as after } from "node:timers/promises";

/** Time as the client sees it, handed in so that tests can make it pass. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds) => {
    await after(milliseconds);
  },
};
