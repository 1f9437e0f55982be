import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { run } from "./run.mjs";

const STAMP = "node_modules/.pulumi-tencent-chat-lock";

/**
 * @param {string} root
 * @returns {boolean} whether what is installed is what package-lock.json says
 */
export function dependenciesInstalled(root) {
  const stamp = read(join(root, STAMP));
  if (stamp === wantedStamp(root)) return true;
  // Installed by hand since, or for the first time: npm keeps a list of its own of what is there.
  const sameNode = stamp === undefined || stamp.startsWith(`${nodeMajor()} `);
  if (!sameNode || !isInstalledAsLocked(root)) return false;
  writeFileSync(join(root, STAMP), wantedStamp(root));
  return true;
}

/**
 * @param {string} root
 * @param {(line: string) => void} log
 */
export async function installDependencies(root, log) {
  log("Installing dependencies (npm ci).");
  const [command, ...before] = npm();
  const done = await run(command, [...before, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    output: "stderr",
  });
  if (!done.ok) throw new Error(`\`npm ci\` in ${root} failed (${done.reason}). What it says stands above.`);
  writeFileSync(join(root, STAMP), wantedStamp(root));
}

/** @returns {[string, ...string[]]} the npm that started this process, if one did */
function npm() {
  const started = process.env.npm_execpath;
  if (started?.endsWith("npm-cli.js") && existsSync(started)) return [process.execPath, started];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

function nodeMajor() {
  return process.versions.node.split(".", 1)[0];
}

/** @param {string} root */
function wantedStamp(root) {
  return `${nodeMajor()} ${fingerprint(root, ["package-lock.json"])}\n`;
}

/** @param {string} root */
function isInstalledAsLocked(root) {
  const locked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(root, "node_modules/.package-lock.json"));
  if (!locked || !installed) return false;
  return Object.entries(locked).every(([path, { integrity, optional }]) => {
    const there = installed[path];
    if (path === "") return true;
    return there ? there.integrity === integrity : optional === true;
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
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
