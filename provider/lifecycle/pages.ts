import type { Command } from "../client/commands";
import { message, term } from "../client/message";
import { ExplainedError } from "./explained-error";

type Paged = Pick<Command<never, unknown>, "path" | "mostPages">;

/**
 * Follows a cursor from page to page.
 *
 * @param command whose pages they are
 * @param first the cursor of the first page; the service also ends a list with it
 * @param read takes a page by its cursor and gives the next one, or undefined to go no further
 * @throws ExplainedError when the list has no end: what was read of it is no proof of what is not in it
 */
export async function followPages<Cursor>(
  { path, mostPages }: Paged,
  first: Cursor,
  read: (cursor: Cursor) => Promise<Cursor | undefined>,
): Promise<void> {
  const seen = new Set<Cursor>();
  for (let cursor = first; ; ) {
    seen.add(cursor);
    const next = await read(cursor);
    if (next === undefined || next === first) return;
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
