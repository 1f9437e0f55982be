import type { Declaration } from "../declaration";
import { ofThisRun } from "./run";

/** Says which declaration of the program this is. The next of the same type and name, which has a parent of another type, is `name (2)`. */
export function declarationOf(type: string, name: string): Declaration {
  const declared = ofThisRun("declarations", () => ({ all: 0, alike: new Map<string, number>() }));
  declared.all += 1;
  const count = (declared.alike.get(`${type} ${name}`) ?? 0) + 1;
  declared.alike.set(`${type} ${name}`, count);
  return { name: count === 1 ? name : `${name} (${count})`, order: declared.all };
}
