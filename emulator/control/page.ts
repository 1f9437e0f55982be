import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Reply } from "./reply";

/** The path of the page's files, except `index.html`, which is at `/`. */
const prefix = "/_emulator/page/";

const types: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".mjs", "text/javascript; charset=utf-8"],
  [".svg", "image/svg+xml; charset=utf-8"],
]);

let files: ReadonlyMap<string, Reply> | undefined;

/** The page at `/`. */
export function page(): Reply {
  const reply = pageFiles().get("/");
  if (reply === undefined) throw new Error("the page's index.html is missing");
  return reply;
}

/** One of the other files of the page. */
export function pageFile(path: string): Reply | undefined {
  return path.startsWith(prefix) ? pageFiles().get(path) : undefined;
}

/** Reads the files at the first request for the page, because an emulator in a test never shows it. */
function pageFiles(): ReadonlyMap<string, Reply> {
  files ??= readPageFiles(join(__dirname, "../page"));
  return files;
}

function readPageFiles(folder: string): ReadonlyMap<string, Reply> {
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const type = types.get(extname(name));
      if (type === undefined) return [];
      const path = name === "index.html" ? "/" : prefix + name;
      const content = readFileSync(join(folder, name));
      return [[path, { status: 200, type, content, headers: { Vary: "Accept" } }] as const];
    }),
  );
}
