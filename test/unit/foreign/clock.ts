/** Runs `work` at a time of the test's choosing: the signers take theirs from the clock of the platform. */
export function at<T>(nowMs: number, work: () => T): T {
  const { now } = Date;
  Date.now = () => nowMs;
  try {
    return work();
  } finally {
    Date.now = now;
  }
}
