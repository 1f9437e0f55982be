import type { Command } from "../client/commands";
import { message, term } from "../client/message";
import { ExplainedError } from "./explained-error";

type Paged = Pick<Command<never, unknown>, "path" | "mostPages">;

/** One page of a list, and the cursor of the next one. */
export interface Page<Element, Cursor> {
  readonly elements: Iterable<Element>;
  readonly next: Cursor;
}

/**
 * Reads a list from page to page.
 *
 * @param command whose pages they are
 * @param first the cursor of the first page; the service also ends a list with it
 * @param read returns the page of a cursor; undefined if the group or room of the list is gone
 * @returns undefined if the group or room of the list is gone
 * @throws ExplainedError if the list has no end: an incomplete list does not prove that an element is absent
 */
export async function readPages<Element, Cursor>(
  { path, mostPages }: Paged,
  first: Cursor,
  read: (cursor: Cursor) => Promise<Page<Element, Cursor> | undefined>,
): Promise<Set<Element> | undefined> {
  const found = new Set<Element>();
  const seen = new Set<Cursor>();
  for (let cursor = first; ; ) {
    seen.add(cursor);
    const page = await read(cursor);
    if (page === undefined) return undefined;
    const { elements, next } = page;
    for (const element of elements) found.add(element);
    if (next === first) return found;
    if (seen.has(next)) throw endless(path, `after ${pages(seen.size)} it repeats an earlier page`);
    if (seen.size === mostPages)
      throw endless(path, `it has more than ${pages(mostPages)}, the most that are possible`);
    cursor = next;
  }
}

const pages = (count: number): string => (count === 1 ? "1 page" : `${count} pages`);

function endless(path: string, why: string): ExplainedError {
  return new ExplainedError(
    message`${path}: the list does not end: ${why}. Run again; if it happens again, report it to Tencent Cloud, or to the operator of the gateway at ${term("baseUrl")}.`,
  );
}
