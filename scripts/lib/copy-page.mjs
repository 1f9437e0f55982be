import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

const PAGE = "emulator/page";

/**
 * Puts the files of the emulator's page, which are served as they are, beside the compiled emulator.
 *
 * @param {string} root
 * @param {string} dist
 */
export function copyPage(root, dist) {
  const page = join(root, PAGE);
  // A clone in a test of the build has none.
  if (!existsSync(page)) return;
  cpSync(page, join(dist, PAGE), { recursive: true, filter: (file) => !file.endsWith(".json") });
}
