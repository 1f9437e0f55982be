import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const GROUP_OR_OTHERS_WRITE = 0o022;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * Refuses a cache that somebody else could have put a program into: this process would run it. What is in the cache belongs
 * to this user or to root, and nobody else may write it. Above the cache, nobody else may put another folder in its place.
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
    if (mode & OTHERS_WRITE && !(mode & STICKY)) refuse(cache, above, "may be written by everybody");
    if (above === dirname(above)) break;
  }
  const bin = join(folder, "bin");
  const programs = existsSync(bin) ? readdirSync(bin).map((name) => join(bin, name)) : [];
  for (const path of [real, folder, bin, ...programs]) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    if (found.isSymbolicLink()) refuse(cache, path, "is a link, which this project does not put there");
    if (found.uid !== process.getuid() && found.uid !== 0)
      refuse(cache, path, `belongs to the user ${found.uid}`);
    if (found.mode & GROUP_OR_OTHERS_WRITE) refuse(cache, path, "may be written by other users");
  }
}

/**
 * Takes from all others what `umask` or an archive has let them do with a fresh installation.
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
    `The Pulumi engine in the cache is not run: ${path} ${problem}, so the engine could be anybody's.
Do one of these, then run the command again:
  - remove ${cache}, and let nobody else write the folders above it
  - set PULUMI_TENCENT_CHAT_CACHE to a folder of your own`,
  );
}
