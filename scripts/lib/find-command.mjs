import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/**
 * @param {string} name
 * @param {string} [path] a PATH
 * @returns {string | undefined} the file that a shell would start
 */
export function findCommand(name, path = process.env.PATH ?? "") {
  return findIn(name, path.split(delimiter).filter(Boolean));
}

/**
 * @param {string} name
 * @param {string} command
 * @returns {string | undefined} a command that lies beside another one, where that one really is
 */
export function findBeside(name, command) {
  return findIn(name, [dirname(realpathSync(command))]);
}

/**
 * @param {string} name
 * @param {string[]} folders
 */
function findIn(name, folders) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
