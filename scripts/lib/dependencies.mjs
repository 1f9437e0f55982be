import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { installOnce } from "./install-once.mjs";
import { node } from "./node.mjs";

const STAMP = ".pulumi-tencent-chat-lock";
const nodeMajor = process.versions.node.split(".", 1)[0];

/**
 * @param {string} root
 * @param {string} [modules] the folder of the packages
 * @returns {boolean} whether what is installed is what package-lock.json says
 */
export function dependenciesInstalled(root, modules = join(root, "node_modules")) {
  const wanted = `${nodeMajor} ${fingerprint(root, ["package-lock.json"])}\n`;
  const stamp = read(join(modules, STAMP));
  if (stamp === wanted) return true;
  // Installed by hand since, or for the first time: npm keeps a list of its own of what is there.
  const sameNode = stamp === undefined || stamp.startsWith(`${nodeMajor} `);
  if (!sameNode || !isInstalledAsLocked(root, modules)) return false;
  writeFileSync(join(modules, STAMP), wanted);
  return true;
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

/** @returns {string} the npm that started this process, or else the one that came with Node.js */
function npm() {
  const started = process.env.npm_execpath;
  if (started?.endsWith("npm-cli.js") && existsSync(started)) return started;
  const lib = process.platform === "win32" ? "." : "../lib";
  return join(dirname(process.execPath), lib, "node_modules/npm/bin/npm-cli.js");
}

/**
 * @param {string} root
 * @param {string} modules
 */
function isInstalledAsLocked(root, modules) {
  const locked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (locked === undefined || installed === undefined) return false;
  return Object.entries(locked).every(([path, { integrity, optional }]) => {
    const there = installed[path];
    return path === "" || (there ? there.integrity === integrity : optional === true);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  const text = read(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
