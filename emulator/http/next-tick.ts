let ending: Promise<void> | undefined;

/**
 * Resolves after the requests that have come in so far are executed, at the same time for every caller. So their answers are
 * sent right after each other, and wake the client once. Sent one by one, they would cost more than all other work.
 */
export function nextTick(): Promise<void> {
  ending ??= new Promise((resolve) => {
    setImmediate(() => {
      ending = undefined;
      resolve();
    });
  });
  return ending;
}
