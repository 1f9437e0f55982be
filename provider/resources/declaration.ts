import type { Declaration } from "../declaration";
import { ofThisRun } from "./run";

/** Identifies a declaration of the program. A second one of the same type and name, under a parent of another type, is `name (2)`. */
export function declarationOf(type: string, name: string): Declaration {
  const declared = ofThisRun("declarations", () => ({ all: 0, alike: new Map<string, number>() }));
  declared.all += 1;
  const count = (declared.alike.get(`${type} ${name}`) ?? 0) + 1;
  declared.alike.set(`${type} ${name}`, count);
  return { name: count === 1 ? name : `${name} (${count})`, order: declared.all };
}
