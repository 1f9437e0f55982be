/** The first item of every array says what it stands for, so that nothing that the service holds can look like a tag. */
type Plain = readonly ["list" | "set" | "map", ...(readonly unknown[])];

/** The value as JSON can hold it: lists, sets, maps and the fields of objects, to any depth. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return ["list", ...value.map(toPlain)] satisfies Plain;
  if (value instanceof Set) return ["set", ...[...value].map(toPlain)] satisfies Plain;
  if (value instanceof Map)
    return ["map", ...[...value].map(([key, each]) => [key, toPlain(each)])] satisfies Plain;
  return fieldsOf(value, toPlain);
}

/** What `toPlain` was given, but for the class of an object that had one. */
export function fromPlain(plain: unknown): unknown {
  if (typeof plain !== "object" || plain === null) return plain;
  if (!Array.isArray(plain)) return fieldsOf(plain, fromPlain);
  const [tag, ...items] = plain as unknown as Plain;
  if (tag === "list") return items.map(fromPlain);
  if (tag === "set") return new Set(items.map(fromPlain));
  return new Map((items as [unknown, unknown][]).map(([key, each]) => [key, fromPlain(each)]));
}

/** `Object.fromEntries` defines keys rather than assigning them, so that `__proto__` becomes an ordinary one. */
function fieldsOf(object: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
