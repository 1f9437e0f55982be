import fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 500;
const POLL_MS = 250;
/** So many polls without a beat, and a builder is taken for dead. Time is not asked: a computer may have slept. */
const SILENT_POLLS = 20;

/** What Node.js says when something is at a place already; EPERM is what Windows says. */
const IN_THE_WAY = ["ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM"];

/**
 * @typedef {object} Installation
 * @property {string} folder where the thing is to be
 * @property {string} what what a builder does, for the one who waits: "builds the engine"
 * @property {(folder: string) => boolean | Promise<boolean>} works whether there is a thing in a folder that can be used
 * @property {(draft: string) => Promise<void>} build puts the thing in a fresh folder
 * @property {string} [drafts] how the path of that folder begins, on the same file system
 * @property {string} [part] the folder in it that is the thing, where it is not all of it
 * @property {(line: string) => void} [log]
 */

/**
 * Makes sure that a folder holds a thing that works. It is built beside and moved there as a whole, so that a build which fails
 * or is killed leaves nothing that could be taken for it. Who comes while another process builds waits for it; that saves
 * time and promises nothing: two that build at once both end well.
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
  // Names sort by the time at which a builder came.
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
    if (fs.existsSync(folder)) log(`${folder} is stale or does not work. It is made again.`);
    await build(draft);
    const built = join(draft, part);
    if (!(await works(built))) throw new Error(`What was built for ${folder} does not work.`);
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

/** @param {() => string[]} folders whose builders touch them */
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
 * @param {string[]} unless the codes of errors that only mean that another process was there
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
