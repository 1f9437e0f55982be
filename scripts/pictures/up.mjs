import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { terminalPicture } from "./terminal.mjs";

const PICTURE = "docs/images/up.svg";

/** How long it took on this machine, and what the lines of resources say already. */
const NOISE = /^(@|Duration|Loading policy|Diagnostics:| {2}pulumi-nodejs:| {4}will | *$)/;
const SECTION = /^(Previewing|Updating|Resources:)/;
/** A line of a resource: its operation, its type and its name, which a terminal updates in place. */
const RESOURCE = /^ [ +~-]+ (\S+ \S+) /;
/** A component's end is told to a terminal alone. What is on its way is bold, what is done is not. */
const ON_ITS_WAY = /creating \(\d+s\)/;

/**
 * Draws what `pulumi up` says in the demo.
 *
 * @param {import("../demo/demo.mjs").Demo} demo
 * @returns {Promise<string>} the file, from the root of the repository
 */
export async function pictureOfUp({ env, here }) {
  const quiet = ["--non-interactive", "--suppress-outputs", "--color=always"];
  const { ok, stdout, reason } = await run("pulumi", ["up", "--yes", ...here, ...quiet], { cwd: root, env });
  if (!ok) throw new Error(`pulumi up: ${reason}`);
  const lines = ["\u001b[1m$ pulumi up --yes\u001b[0m", ...inTheEnd(stdout.split("\n"))];
  writeFileSync(join(root, PICTURE), terminalPicture("What pulumi up prints", lines));
  return PICTURE;
}

/**
 * The lines as they stand in the end where each resource has one line, with an empty line before each section.
 *
 * @param {readonly string[]} lines
 */
function inTheEnd(lines) {
  /** @type {Map<string, string>} */
  const shown = new Map();
  let section = "";
  for (const line of lines) {
    const plain = stripVTControlCharacters(line);
    if (NOISE.test(plain)) continue;
    if (SECTION.test(plain)) {
      section = `${shown.size} ${plain}`;
      shown.set(`before ${section}`, "");
    }
    shown.set(`${section} ${RESOURCE.exec(plain)?.[1] ?? plain}`, line);
  }
  return [...shown.values()].map((line) =>
    ON_ITS_WAY.test(line) ? line.replaceAll("\u001b[1m", "").replace(ON_ITS_WAY, "created") : line,
  );
}
