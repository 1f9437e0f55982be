/** @typedef {[number, number, number]} Version */

/**
 * @param {string} text such as `v3.259.0`, `3.216` or `3.260.0-alpha.1`
 * @returns {Version | undefined}
 */
export function parseVersion(text) {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}

/**
 * @param {Version} a
 * @param {Version} b
 * @returns {number} below, above or equal to zero
 */
export function compareVersions(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** @type {Record<string, (order: number) => boolean>} */
const COMPARATORS = {
  ">=": (order) => order >= 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  "<": (order) => order < 0,
  "": (order) => order === 0,
};

/**
 * Whether a version lies in a range of comparators that all have to hold, such as `>=3.216 <4`. A pre-release counts
 * as the version that it leads to.
 *
 * @param {string} version
 * @param {string} range
 * @returns {boolean}
 */
export function satisfies(version, range) {
  const parsed = parseVersion(version);
  if (parsed === undefined) return false;
  return range
    .trim()
    .split(/\s+/)
    .every((part) => {
      const [, operator = "", bound = ""] = /^(>=|>|<=|<|)(.*)$/.exec(part) ?? [];
      const limit = parseVersion(bound);
      if (limit === undefined) throw new Error(`"${range}" is not a version range that is understood here.`);
      return COMPARATORS[operator]?.(compareVersions(parsed, limit)) ?? false;
    });
}
