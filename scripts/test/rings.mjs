/**
 * @typedef {object} Ring The tests of `test/<name>/`, which need the same surroundings.
 * @property {string} name
 * @property {number} testTimeoutMs for one test, unless it sets its own
 * @property {number} limitMs for the whole ring: after it, the ring is killed
 * @property {"nothing" | "browser" | "engine"} needs beside a build
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** @type {Ring[]} */
export const RINGS = [
  { name: "unit", testTimeoutMs: 20 * SECOND, limitMs: 10 * MINUTE, needs: "nothing" },
  { name: "host", testTimeoutMs: 60 * SECOND, limitMs: 15 * MINUTE, needs: "nothing" },
  { name: "browser", testTimeoutMs: 60 * SECOND, limitMs: 10 * MINUTE, needs: "browser" },
  { name: "package", testTimeoutMs: 300 * SECOND, limitMs: 15 * MINUTE, needs: "engine" },
  { name: "engine", testTimeoutMs: 300 * SECOND, limitMs: 45 * MINUTE, needs: "engine" },
];

/** The exit code of a ring whose tests ended while something that they opened did not. */
export const LEFT_OPEN = 3;
