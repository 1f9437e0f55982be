import { fstatSync } from "node:fs";

/**
 * Calls `gone` when the engine that started this process is no more. An engine that is killed outright can tell
 * nobody, but its end of our standard input closes, and this process gets another parent.
 *
 * @param {() => void} gone
 */
export function watchParent(gone) {
  if (standardInputIsPipe()) {
    process.stdin.on("end", gone).on("close", gone).on("error", gone).resume();
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) gone();
  }, 1000).unref();
}

/** A person who starts the host by hand may give it a terminal or nothing: that is no sign of an engine gone. */
function standardInputIsPipe() {
  try {
    // As big integers: what a plain fstat says of a pipe stays where realpath of Node.js looks next, which then takes
    // the path to a package for one that leads through a pipe, and follows no link in it. With pnpm all are links.
    const input = fstatSync(0, { bigint: true });
    return input.isFIFO() || input.isSocket();
  } catch {
    return false;
  }
}
