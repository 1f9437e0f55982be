import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, whatever the machine. */
const ticksPerSecond = 100;

/**
 * The processor time of all processes that this one has started and that have ended, with all that they had started; or
 * undefined where the system does not tell. Unlike the time that passes it says something on a machine that is busy.
 *
 * @returns {number | undefined} seconds
 */
export function childrensCpu() {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    // The name before it may hold anything, brackets and spaces too.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system] = [fields[13], fields[14]].map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
