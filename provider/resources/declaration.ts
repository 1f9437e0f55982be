import { ofThisRun } from "./run";

/** Calls a resource by its name, and the next of the same type and name, which has a parent of another type, `name (2)`. */
export function declarationOf(type: string, name: string): string {
  const counts = ofThisRun("declarations", () => new Map<string, number>());
  const count = (counts.get(`${type} ${name}`) ?? 0) + 1;
  counts.set(`${type} ${name}`, count);
  return count === 1 ? name : `${name} (${count})`;
}
