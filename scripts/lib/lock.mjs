import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {object} Owner
 * @property {string} id
 * @property {number} pid
 * @property {string} host
 * @property {string} started when the process started, as far as the system tells: process ids are used again
 */

const POLL_MS = 100;
/** A holder on another machine, or in another container, shows that it lives by touching its lock this often. */
const HEARTBEAT_MS = 10_000;
const SILENT_FOR_MS = 6 * HEARTBEAT_MS;

/**
 * Does the work while no other process does work under the same lock file. The lock of a process that died is taken over.
 *
 * @template T
 * @param {string} file
 * @param {{ log: (line: string) => void, what: string }} about what the holder does, for the one who waits
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, { log, what }, work) {
  const release = await acquire(file, (owner) =>
    log(`Waiting for process ${owner.pid}, which is ${what} (${file}).`),
  );
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * @param {string} file
 * @param {(owner: Owner) => void} onWait
 * @returns {Promise<() => void>} gives the lock back
 */
async function acquire(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  /** @type {Owner} */
  const self = { id: randomUUID(), pid: process.pid, host: hostname(), started: startOf(process.pid) };
  let told = "";
  while (!claim(file, self)) {
    const owner = readOwner(file);
    if (owner === undefined) continue;
    if (isDead(file, owner)) {
      removeDead(file, owner, self);
      continue;
    }
    if (told !== owner.id) {
      told = owner.id;
      onWait(owner);
    }
    await sleep(POLL_MS);
  }

  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
  const release = () => {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    if (readOwner(file)?.id === self.id) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return release;
}

/**
 * Creates the lock with its content in one step: nobody ever reads half a lock.
 *
 * @param {string} file
 * @param {Owner} owner
 */
function claim(file, owner) {
  const draft = `${file}.${owner.id}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "EEXIST") return false;
    if (code === "EPERM" || code === "ENOTSUP" || code === "ENOSYS") return claimWithoutLinks(file, owner);
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/**
 * For file systems that have no hard links. For a moment the lock is there without its content.
 *
 * @param {string} file
 * @param {Owner} owner
 */
function claimWithoutLinks(file, owner) {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Two who wait may both find the holder dead. Only the one with the guard removes the lock, and only if it is still the
 * dead one's: otherwise the slower would remove the lock of the faster.
 *
 * @param {string} file
 * @param {Owner} dead
 * @param {Owner} self
 */
function removeDead(file, dead, self) {
  const guard = `${file}.takeover`;
  if (!claim(guard, self)) {
    const holder = readOwner(guard);
    if (holder && isDead(guard, holder)) rmSync(guard, { force: true });
    return;
  }
  try {
    if (readOwner(file)?.id === dead.id) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {Owner | undefined} nothing when the lock has just been given back
 */
function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    return { id: "", pid: 0, host: "", started: "" };
  }
}

/**
 * @param {string} file
 * @param {Owner} owner
 */
function isDead(file, owner) {
  // A lock that cannot be read is one from elsewhere, too.
  if (owner.host !== hostname()) return ageOf(file) > SILENT_FOR_MS;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
  return owner.started !== startOf(owner.pid);
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed the lock by hand. The work goes on.
  }
}

/** @param {string} file */
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

/**
 * @param {number} pid
 * @returns {string} empty where the system has no /proc
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses, which may hold anything; the start time is the 22nd.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
