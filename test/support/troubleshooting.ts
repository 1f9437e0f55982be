import assert from "node:assert/strict";
import { nodesIn, sectionOf, textOf } from "./markdown";

/** An id that the service makes up for one answer, as the page shows it. */
const anyId = "2f8c1d4b7a6e4035";

/** A message with the ids of the page in place of those that the service made up. */
export function withoutRandomIds(message: string): string {
  return message.replace(/RequestId [^)]+\)/, `RequestId ${anyId})`);
}

const pages = ["docs/troubleshooting.md", "docs/proxies.md", "docs/packages.md", "docs/inputs.md"];

/** The message that one of the pages quotes under a heading. */
export function shownIn(heading: string): string {
  const title = `### ${heading}`;
  const page = pages.find((each) => textOf(each).includes(`\n${title}\n`));
  const section = sectionOf(page ?? assert.fail(`no page has the heading ${heading}`), title);
  const quoted = nodesIn(section, "code").find(({ lang }) => lang === "text");
  return quoted?.value ?? assert.fail(`${heading} quotes no message`);
}
