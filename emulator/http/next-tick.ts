let ending: Promise<void> | undefined;

/**
 * Resolves at the same time for every caller, once the requests that have arrived so far are executed. So their answers leave
 * together and wake the client once. Separate answers would cost more than all other work.
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
