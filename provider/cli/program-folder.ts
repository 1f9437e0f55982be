import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml"];

/**
 * The folder that Pulumi starts the program and its provider host in: that of the project, as the CLI finds it from a folder
 * in it, or that of its `main`.
 *
 * @returns the given folder where there is no project
 */
export function programFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = projectFiles.map((name) => join(at, name)).find((path) => existsSync(path));
    if (file !== undefined) return folderOfMain(at, readFileSync(file, "utf8"));
    if (dirname(at) === at) return folder;
  }
}

function folderOfMain(root: string, project: string): string {
  const [, main] = /^main:[ \t]*["']?([^"'#\r\n]+)/m.exec(project) ?? [];
  if (main === undefined) return root;
  const path = join(root, main.trim());
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
