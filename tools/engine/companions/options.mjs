/**
 * @typedef {object} RuntimeOptions Those of `runtime.options` in Pulumi.yaml that this host knows.
 * @property {boolean} typescript
 * @property {string | undefined} tsconfig
 * @property {string[]} nodeargs
 * @property {string} packagemanager
 */

/**
 * @param {import("@pulumi/pulumi/proto/language_pb.js").ProgramInfo | undefined} info
 * @returns {RuntimeOptions}
 */
export function runtimeOptions(info) {
  /** @type {Record<string, unknown>} */
  const given = info?.getOptions()?.toJavaScript() ?? {};
  return {
    typescript: given.typescript !== false && given.typescript !== "false",
    tsconfig: text(given.tsconfig),
    nodeargs: splitWords(text(given.nodeargs) ?? ""),
    packagemanager: text(given.packagemanager) ?? "npm",
  };
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Splits a line into words as a shell does: by white space, except between quotes or after a backslash.
 *
 * @param {string} line
 * @returns {string[]}
 */
export function splitWords(line) {
  const words = [];
  const word = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g;
  for (const [raw] of line.matchAll(word)) {
    words.push(
      raw.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_all, escaped, double, single) =>
        double !== undefined ? double.replace(/\\(.)/g, "$1") : (escaped ?? single),
      ),
    );
  }
  return words;
}
