/** @typedef {import("../../scripts/lib/log.mjs").Log} Log */

const LINE_EVERY_MS = 10_000;
const STATUS_EVERY_MS = 1_000;

/**
 * Says again and again what is being done and for how long, until the work settles.
 *
 * @template T
 * @param {Log} log
 * @param {string | (() => string)} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(log, what, work) {
  const started = Date.now();
  const tell = log.status ?? log;
  const timer = setInterval(
    () => tell(`  ${typeof what === "string" ? what : what()} (${duration(Date.now() - started)})`),
    log.status ? STATUS_EVERY_MS : LINE_EVERY_MS,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
    log.status?.("");
  }
}

/**
 * @param {number} milliseconds
 * @returns {string}
 */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
