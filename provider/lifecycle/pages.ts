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
 * @param read takes a page by its cursor; gives undefined when what is listed is gone
 * @returns undefined when what is listed is gone
 * @throws ExplainedError when the list has no end: what was read of it is no proof of what is not in it
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
    if (seen.has(next)) throw endless(path, `after ${pages(seen.size)} it goes back to one that came before`);
    if (seen.size === mostPages)
      throw endless(path, `it has more than ${pages(mostPages)}, which is more than there can be`);
    cursor = next;
  }
}

const pages = (count: number): string => (count === 1 ? "1 page" : `${count} pages`);

function endless(path: string, why: string): ExplainedError {
  return new ExplainedError(
    message`${path}: the list does not end: ${why}. Run again; if it stays, report it to Tencent Cloud, or to whoever runs the gateway of ${term("baseUrl")}.`,
  );
}
