/** Lists of at most `size` elements, in order. */
export function batchesOf<Element>(elements: readonly Element[], size: number): Element[][] {
  const batches: Element[][] = [];
  for (let at = 0; at < elements.length; at += size) batches.push(elements.slice(at, at + size));
  return batches;
}

/** The elements of the first list that are not in the second. */
export function without<Element>(elements: readonly Element[], others: Iterable<Element>): Element[] {
  const left = new Set(others);
  return elements.filter((element) => !left.has(element));
}

/** The elements of a list, each once, in the order of the list. */
export function unique<Element>(elements: Iterable<Element>): Element[] {
  return [...new Set(elements)];
}

/** Those of the lists that have any element. */
export function withoutEmpty<Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
): Partial<Lists> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;
}

/** The order of the UTF-16 code units, the same on every machine whatever its language. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The elements of both lists, each once, sorted. */
export function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort(byText);
}

const namedAtMost = 20;

/** Names for a message, as many as a person reads. */
export function naming(names: readonly string[], most = namedAtMost): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}
