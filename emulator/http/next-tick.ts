let ending: Promise<void> | undefined;

/**
 * Resolves for all who wait once what has come in by now is worked on. Answers that are sent one right after the other
 * wake a client that waits for them once; each for itself, they cost more than all the rest of a request.
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
