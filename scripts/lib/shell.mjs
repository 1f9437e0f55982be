import { delimiter } from "node:path";

/** Quotes a value as one word of a POSIX shell. @param {string} value */
export function quote(value) {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * Lines for `eval` in a shell. They put the folders before the shell's own PATH, and not before the PATH of this process, to which npm
 * has added folders.
 *
 * @param {Record<string, string>} variables
 * @param {string[]} folders
 */
export function exportLines(variables, folders) {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  if (folders.length > 0) lines.push(`export PATH=${quote(folders.join(delimiter) + delimiter)}"$PATH"`);
  return lines.map((line) => `${line}\n`).join("");
}
