import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installOnce } from "./install-once.mjs";
import { node } from "./node.mjs";

const nodeMajor = process.versions.node.split(".", 1)[0] ?? "";

/**
 * @param {string} root
 * @param {string} [modules] the folder of the packages
 * @returns {boolean} whether the installed packages are those of package-lock.json, according to npm's own list of them
 */
export function dependenciesInstalled(root, modules = join(root, "node_modules")) {
  const locked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (locked === undefined || installed === undefined) return false;
  const same = Object.entries(locked).every(([path, { integrity, optional }]) => {
    const there = installed[path];
    return path === "" || (there ? there.integrity === integrity : optional === true);
  });
  if (!same) return false;
  // Another Node.js may need other binaries. npm does not record the version that it ran on, so the first check does.
  const note = join(modules, ".pulumi-tencent-chat-node");
  if (!existsSync(note)) writeFileSync(note, nodeMajor);
  return readFileSync(note, "utf8") === nodeMajor;
}

/** @param {string} root */
export async function installDependencies(root) {
  await installOnce({
    folder: join(root, "node_modules"),
    drafts: join(root, ".local/npm-ci-"),
    part: "node_modules",
    what: "installs the dependencies",
    works: (modules) => dependenciesInstalled(root, modules),
    build: async (draft) => {
      console.error("Installing dependencies (npm ci).");
      for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
        if (existsSync(join(root, name))) copyFileSync(join(root, name), join(draft, name));
      }
      await node([npm(), "ci", "--include=dev", "--no-audit", "--no-fund"], draft);
    },
  });
}

/** @returns {string} the path of the npm that started this process, or else of the npm that came with Node.js */
function npm() {
  const started = process.env.npm_execpath;
  if (started?.endsWith("npm-cli.js") && existsSync(started)) return started;
  const lib = process.platform === "win32" ? "." : "../lib";
  return join(dirname(process.execPath), lib, "node_modules/npm/bin/npm-cli.js");
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}
