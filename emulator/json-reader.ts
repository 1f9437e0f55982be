/** JSON from outside that has the wrong shape. The message says where it is wrong, and why. */
export class ShapeError extends Error {
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
  }
}

/** The path of a field, readable whatever its key. */
export function at(path: string, key: string): string {
  return /^[A-Za-z]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** The entries of a JSON object; none for undefined, which stands for an object that was left out. */
export function entriesOf(value: unknown, path: string): [key: string, value: unknown, path: string][] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ShapeError(path, "must be a JSON object");
  return Object.entries(value).map(([key, each]) => [key, each, at(path, key)]);
}

/** The fields of a JSON object. It may leave out some of the named fields, but may have no other ones. */
export function fieldsOf<K extends string>(
  value: unknown,
  path: string,
  names: readonly K[],
): { readonly [P in K]?: unknown } {
  if (value === undefined) throw new ShapeError(path, "must be a JSON object");
  const entries = entriesOf(value, path);
  for (const [key, , keyPath] of entries) {
    if (!(names as readonly string[]).includes(key))
      throw new ShapeError(keyPath, `unknown; expected one of ${names.join(", ")}`);
  }
  return Object.fromEntries(entries) as { readonly [P in K]?: unknown };
}

/** Reads the items of an array with `read`; empty for undefined. */
export function itemsOf<T>(
  value: unknown,
  path: string,
  read: (item: unknown, path: string) => T,
  what = "an array",
): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ShapeError(path, `must be ${what}`);
  return value.map((each: unknown, index) => read(each, `${path}[${index}]`));
}

/** A string that passes `check`. */
export function stringOf(value: unknown, path: string, check: (text: string, path: string) => void): string {
  if (typeof value !== "string") throw new ShapeError(path, "must be a string");
  check(value, path);
  return value;
}

/** An array of strings, each of which passes `check`; empty for undefined. */
export function stringsOf(
  value: unknown,
  path: string,
  check: (text: string, path: string) => void,
): readonly string[] {
  return itemsOf(value, path, (item, itemPath) => stringOf(item, itemPath, check), "an array of strings");
}

/** One of a few strings. */
export function oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new ShapeError(path, `must be one of ${allowed.join(", ")}`);
  return found;
}

/** An integer within bounds. */
export function integerOf(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
    throw new ShapeError(path, `must be an integer from ${min} to ${max}`);
  return value;
}
