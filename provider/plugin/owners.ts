import { twoOwners } from "../ownership";
import { identityOf } from "./urns";

/** Which resource of a run owns which thing. The engine checks every resource that a program declares, whatever made it. */
export class Owners {
  readonly #owners = new Map<string, string>();
  readonly #things = new Map<string, readonly string[]>();

  /**
   * Notes what a resource owns, in place of what was noted of it before.
   *
   * @param things as a person calls them
   * @returns a sentence for each thing that another resource owns
   */
  own(urn: string, things: readonly string[]): string[] {
    for (const thing of this.#things.get(urn) ?? []) this.#owners.delete(thing);
    const free = things.filter((thing) => !this.#owners.has(thing));
    const conflicts = things.flatMap((thing) => {
      const other = this.#owners.get(thing);
      return other === undefined ? [] : [conflict(other, urn, thing)];
    });
    for (const thing of free) this.#owners.set(thing, urn);
    this.#things.set(urn, free);
    return conflicts;
  }
}

function conflict(one: string, other: string, thing: string): string {
  const [first, second] = [identityOf(one).name, identityOf(other).name];
  // Of two types, or under two parents, names may be the same.
  return first === second ? twoOwners(one, other, thing) : twoOwners(first, second, thing);
}
