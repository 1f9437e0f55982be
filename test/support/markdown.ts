import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** The text of a file, by its path from the root of the repository. */
export const textOf = (file: string): string => readFileSync(resolve(repository, file), "utf8");

/** The code blocks of one language in a Markdown file, in order. */
export function blocksOf(file: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...textOf(file).matchAll(fence)].map(([, code = ""]) => code);
}
