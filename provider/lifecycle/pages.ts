/**
 * Follows a cursor from page to page.
 *
 * @param first the cursor of the first page; the service ends a list with it, too
 * @param read takes a page by its cursor and gives the next one, or undefined to go no further
 * @returns whether the list was read to its end; a cursor that comes again would go round for ever
 */
export async function followPages<Cursor>(
  first: Cursor,
  read: (cursor: Cursor) => Promise<Cursor | undefined>,
): Promise<boolean> {
  const seen = new Set<Cursor>();
  let cursor = first;
  do {
    seen.add(cursor);
    const next = await read(cursor);
    if (next === undefined || next === first) return true;
    cursor = next;
  } while (!seen.has(cursor));
  return false;
}
