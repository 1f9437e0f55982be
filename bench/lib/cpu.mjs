import { readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second on every machine. */
const ticksPerSecond = 100;

/**
 * The processor time of all ended processes that this process, or one of them, has started. Unlike the elapsed time, it is meaningful
 * even on a busy machine.
 *
 * @returns {number | undefined} seconds; undefined on a system other than Linux
 */
export function childrensCpu() {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    // Begin after the last bracket: the process name before it may contain brackets and spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system] = [fields[13], fields[14]].map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
