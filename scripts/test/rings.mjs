/**
 * @typedef {object} Ring The tests of `test/<name>/`, which need the same surroundings.
 * @property {string} name
 * @property {number} testTimeoutMs the time limit of one test, unless the test sets its own
 * @property {number} filesAtOnce how many files share a process: few if they take long, so that all lanes end at about the same time
 * @property {number} limitMs the time limit of one process. After it, the process and all that it started are killed
 * @property {"nothing" | "browser" | "engine"} needs what the tests need besides a build
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * In the order in which they run and are reported. Long ones come first, so that short ones fill the lanes at the end.
 *
 * @type {Ring[]}
 */
export const RINGS = [
  {
    name: "engine",
    testTimeoutMs: 300 * SECOND,
    filesAtOnce: 1,
    limitMs: 20 * MINUTE,
    needs: "engine",
  },
  {
    name: "package",
    testTimeoutMs: 300 * SECOND,
    // All in one process, because the files share an installation that takes longer than the tests.
    filesAtOnce: Number.POSITIVE_INFINITY,
    limitMs: 15 * MINUTE,
    needs: "engine",
  },
  { name: "host", testTimeoutMs: 60 * SECOND, filesAtOnce: 2, limitMs: 15 * MINUTE, needs: "nothing" },
  { name: "plugin", testTimeoutMs: 60 * SECOND, filesAtOnce: 2, limitMs: 15 * MINUTE, needs: "nothing" },
  { name: "unit", testTimeoutMs: MINUTE, filesAtOnce: 12, limitMs: 10 * MINUTE, needs: "nothing" },
  { name: "browser", testTimeoutMs: 60 * SECOND, filesAtOnce: 3, limitMs: 10 * MINUTE, needs: "browser" },
];

/** The exit code of a process whose tests ended but left something open. */
export const LEFT_OPEN = 3;
