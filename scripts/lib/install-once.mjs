import fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 500;
const POLL_MS = 250;
/** A builder without a heartbeat for so many polls counts as dead. This counts polls, not time, because the computer may have slept. */
const SILENT_POLLS = 20;

/** The error codes of a rename whose target exists already; EPERM is that of Windows. */
const IN_THE_WAY = ["ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM"];

/**
 * @typedef {object} Installation
 * @property {string} folder where to install it
 * @property {string} what what a builder does, for the message to those who wait: "builds the engine"
 * @property {(folder: string) => boolean | Promise<boolean>} works whether a folder contains a usable installation
 * @property {(draft: string) => Promise<void>} build installs it into a fresh folder, the draft
 * @property {string} [drafts] the beginning of the draft's path, on the same file system as `folder`. Default: `folder` with ".tmp-"
 * @property {string} [part] the subfolder of the draft that is moved to `folder`. Default: the whole draft
 * @property {(line: string) => void} [log]
 */

/**
 * Makes sure that a folder contains a usable installation. Builds it in a draft folder and then renames that, so that a build that
 * fails or is killed leaves no half installation. If another process is building, waits for it. Waiting only saves time: two processes
 * may also build at once, and both succeed.
 *
 * @param {Installation} installation
 * @returns {Promise<"found" | "built">}
 */
export async function installOnce({
  folder,
  what,
  works,
  build,
  drafts = `${folder}.tmp-`,
  part = "",
  log = console.error,
}) {
  if (await works(folder)) return "found";
  fs.mkdirSync(dirname(drafts), { recursive: true });
  // The names of drafts sort by the start of their builders.
  const draft = fs.mkdtempSync(`${drafts}${Date.now()}-`);
  const stale = `${draft}-stale`;
  const heart = setInterval(
    () => fs.existsSync(draft) && fs.utimesSync(draft, new Date(), new Date()),
    BEAT_MS,
  ).unref();
  const remove = () => removeAll([draft, stale]);
  process.once("exit", remove);
  try {
    const earlier = () => draftsBefore(draft, drafts);
    if (earlier().length > 0) log(`Waiting for another process, which ${what} (${earlier().join(", ")}).`);
    await untilSilent(earlier);
    if (await works(folder)) return "found";
    removeAll(earlier());
    if (fs.existsSync(folder)) log(`${folder} is stale or does not work. Building it again.`);
    await build(draft);
    const built = join(draft, part);
    if (!(await works(built)))
      throw new Error(`The new build for ${folder} does not work. See its output above.`);
    while (!moved(built, folder, IN_THE_WAY)) {
      if (await works(folder)) return "found";
      removeAll([stale]);
      moved(folder, stale, ["ENOENT"]);
    }
    return "built";
  } finally {
    clearInterval(heart);
    process.off("exit", remove);
    remove();
  }
}

/** @param {string} draft @param {string} drafts */
function draftsBefore(draft, drafts) {
  const names = fs.readdirSync(dirname(drafts)).filter((name) => name.startsWith(basename(drafts)));
  return names.filter((name) => name < basename(draft)).map((name) => join(dirname(drafts), name));
}

/** Waits until no builder touches its folder any more. @param {() => string[]} folders */
async function untilSilent(folders) {
  let last = "";
  for (let polls = 0; polls < SILENT_POLLS; polls += 1) {
    const beats = folders().map((folder) => fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs);
    if (beats.length === 0) return;
    if (beats.join() !== last) polls = 0;
    last = beats.join();
    await sleep(POLL_MS);
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string[]} unless error codes that only mean that another process was faster; then the result is false
 */
function moved(from, to, unless) {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (unless.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) return false;
    throw error;
  }
}

/** @param {string[]} folders */
function removeAll(folders) {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
}
