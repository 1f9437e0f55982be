import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The file of the project that a folder is in, as the `pulumi` command looks for one. */
export function projectFile(folder: string): string | undefined {
  const file = projectFiles.map((name) => join(folder, name)).find((path) => existsSync(path));
  const above = dirname(folder);
  return file ?? (above === folder ? undefined : projectFile(above));
}

/**
 * The folder that Pulumi starts the program and its provider host in: that of the project, or that of its `main`.
 *
 * @returns the given folder where there is no project
 */
export function programFolder(folder: string): string {
  const file = projectFile(folder);
  return file === undefined ? folder : folderOfMain(dirname(file), readFileSync(file, "utf8"));
}

function folderOfMain(root: string, project: string): string {
  const [, main] = /^main:[ \t]*["']?([^"'#\r\n]+)/m.exec(project) ?? [];
  if (main === undefined) return root;
  const path = join(root, main.trim());
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
