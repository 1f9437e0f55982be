import { delimiter } from "node:path";

/** One word of a POSIX shell, whatever is in the value. @param {string} value */
export function quote(value) {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * Lines for `eval`. Folders are put before the PATH of the shell that evaluates them, which is not ours: npm adds
 * folders of its own to the PATH of what it runs.
 *
 * @param {Record<string, string>} variables
 * @param {string[]} folders
 */
export function exportLines(variables, folders) {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  if (folders.length > 0) lines.push(`export PATH=${quote(folders.join(delimiter) + delimiter)}"$PATH"`);
  return lines.map((line) => `${line}\n`).join("");
}
