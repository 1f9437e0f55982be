import { setTimeout as after } from "node:timers/promises";

/** The client's clock, passed in so that tests can control the time. */
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
