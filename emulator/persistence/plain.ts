/** Every array, even of a list, begins with a tag for its type, so that no data can be mistaken for a tag. */
type Plain = readonly ["list" | "set" | "map", ...(readonly unknown[])];

/** The value in a form for JSON: lists, sets, maps and the fields of objects, to any depth. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return ["list", ...value.map(toPlain)] satisfies Plain;
  if (value instanceof Set) return ["set", ...[...value].map(toPlain)] satisfies Plain;
  if (value instanceof Map)
    return ["map", ...[...value].map(([key, each]) => [key, toPlain(each)])] satisfies Plain;
  return fieldsOf(value, toPlain);
}

/** Reverses `toPlain`, except that objects lose their class. */
export function fromPlain(plain: unknown): unknown {
  if (typeof plain !== "object" || plain === null) return plain;
  if (!Array.isArray(plain)) return fieldsOf(plain, fromPlain);
  const [tag, ...items] = plain as unknown as Plain;
  if (tag === "list") return items.map(fromPlain);
  if (tag === "set") return new Set(items.map(fromPlain));
  return new Map((items as [unknown, unknown][]).map(([key, each]) => [key, fromPlain(each)]));
}

/** `Object.fromEntries` defines keys instead of assigning them, so that `__proto__` becomes an ordinary key. */
function fieldsOf(object: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
