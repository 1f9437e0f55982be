import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const GROUP_OR_OTHERS_WRITE = 0o022;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * Refuses a cache into which another user could have put a program, because this process would run that program. Everything in the cache
 * must belong to this user or to root, and nobody else may be able to write it. Nobody else may be able to replace the cache's folder
 * either, by a right to write a folder above it.
 *
 * @param {string} cache
 * @param {string} folder in it, with programs in `bin`
 */
export function refuseForeignWrites(cache, folder) {
  if (process.getuid === undefined) return;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const real = realpathSync(cache);
  for (let above = dirname(real); ; above = dirname(above)) {
    const { mode } = statSync(above);
    if (mode & OTHERS_WRITE && !(mode & STICKY)) refuse(cache, above, "is writable by everybody");
    if (above === dirname(above)) break;
  }
  const bin = join(folder, "bin");
  const programs = existsSync(bin) ? readdirSync(bin).map((name) => join(bin, name)) : [];
  for (const path of [real, folder, bin, ...programs]) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    if (found.isSymbolicLink()) refuse(cache, path, "is a link, and this project creates no links there");
    if (found.uid !== process.getuid() && found.uid !== 0)
      refuse(cache, path, `belongs to the user ${found.uid}`);
    if (found.mode & GROUP_OR_OTHERS_WRITE) refuse(cache, path, "is writable by other users");
  }
}

/**
 * Removes the rights of all other users to write into a fresh installation, which `umask` or an archive may have given them.
 *
 * @param {string} folder
 */
export function keepOthersOut(folder) {
  if (process.getuid === undefined) return;
  for (const name of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) {
    const path = join(folder, name);
    chmodSync(path, statSync(path).mode & ~GROUP_OR_OTHERS_WRITE);
  }
}

/**
 * @param {string} cache
 * @param {string} path
 * @param {string} problem
 * @returns {never}
 */
function refuse(cache, path, problem) {
  throw new Error(
    `This project does not run the Pulumi engine in the cache: ${path} ${problem}, so another user could have replaced the engine.
Do one of these, then run the command again:
  - remove ${cache}, and let nobody else write the folders above it
  - set PULUMI_TENCENT_CHAT_CACHE to a folder of your own`,
  );
}
