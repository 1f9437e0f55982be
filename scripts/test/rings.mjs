/**
 * @typedef {object} Ring The tests of `test/<name>/`, which need the same surroundings.
 * @property {string} name
 * @property {number} testTimeoutMs for one test, unless it sets its own
 * @property {number} filesAtOnce how many files share a process: few where they take long, so that the lanes end together
 * @property {number} limitMs for one process: after it, the process is killed with all that it started
 * @property {"nothing" | "browser" | "engine"} needs beside a build
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * In the order in which they are run and told. What takes long begins first: the short pieces at the end fill the lanes.
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
    // They share what they install, which takes longer than the tests.
    filesAtOnce: Number.POSITIVE_INFINITY,
    limitMs: 15 * MINUTE,
    needs: "engine",
  },
  { name: "host", testTimeoutMs: 60 * SECOND, filesAtOnce: 2, limitMs: 15 * MINUTE, needs: "nothing" },
  { name: "plugin", testTimeoutMs: 60 * SECOND, filesAtOnce: 2, limitMs: 15 * MINUTE, needs: "nothing" },
  { name: "unit", testTimeoutMs: MINUTE, filesAtOnce: 12, limitMs: 10 * MINUTE, needs: "nothing" },
  { name: "browser", testTimeoutMs: 60 * SECOND, filesAtOnce: 3, limitMs: 10 * MINUTE, needs: "browser" },
];

/** The exit code of a process whose tests ended while something that they opened did not. */
export const LEFT_OPEN = 3;
