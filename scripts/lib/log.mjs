/**
 * @typedef {((line: string) => void) & { status?: (text: string) => void }} Log Takes one line at a time. A log that
 *   can show a passing status, which the next one replaces, has `status` as well.
 */

/**
 * Standard output belongs to results, so what is being done is told on standard error.
 *
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Log}
 */
export function createLog(stream = process.stderr) {
  if (!stream.isTTY || process.env.CI) {
    return (line) => void stream.write(`${line}\n`);
  }
  const erase = "\r\u001b[2K";
  /** @type {Log} */
  const log = (line) => void stream.write(`${erase}${line}\n`);
  log.status = (text) => void stream.write(`${erase}${text.slice(0, (stream.columns || 80) - 1)}`);
  return log;
}
