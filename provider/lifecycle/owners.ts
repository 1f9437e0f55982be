import { declarationProperty } from "../declaration-property";

/** A resource of the program. */
export interface Owner {
  /** The same for every check of one resource in a run, and no other resource's. */
  readonly key: string;
  /** What the program calls it. */
  readonly name: string;
}

/**
 * Who declares a resource with these inputs, and the inputs without that. The SDK's host is told neither the name of a
 * resource nor its URN: its class gives the name. Nobody is known where an older class gives none, or where a
 * transformation takes it away.
 *
 * @param type the name of its class
 */
export function declarationIn<Inputs extends object>(
  type: string,
  news: Inputs,
): { readonly owner: Owner | undefined; readonly inputs: Inputs } {
  const { [declarationProperty]: name, ...rest } = news as Inputs & Record<string, unknown>;
  const inputs = rest as unknown as Inputs;
  return { owner: typeof name === "string" ? { key: `${type} ${name}`, name } : undefined, inputs };
}

/** What each resource of a run owns, of one app: of each robot, account, chatbot and live group there can be one owner. */
export class Owners {
  readonly #ownerOf = new Map<string, Owner>();
  readonly #thingsOf = new Map<string, readonly string[]>();

  /**
   * Records what a resource owns, in place of what an earlier check of it said: a resource that is replaced is checked twice.
   *
   * @param things as a person calls them, such as `the robot a of group b`
   * @returns what is wrong when another resource owns one of them
   */
  claim(owner: Owner, things: readonly string[]): string | undefined {
    for (const thing of this.#thingsOf.get(owner.key) ?? []) this.#ownerOf.delete(thing);
    const all = [...new Set(things)];
    const free = all.filter((thing) => !this.#ownerOf.has(thing));
    const taken = all.flatMap((thing) => {
      const other = this.#ownerOf.get(thing);
      return other === undefined ? [] : [{ thing, other }];
    });
    this.#thingsOf.set(owner.key, free);
    for (const thing of free) this.#ownerOf.set(thing, owner);
    const [first] = taken;
    if (first === undefined) return undefined;
    const more = taken.length === 1 ? "" : `, and ${taken.length - 1} more`;
    return `${both(first.other, owner)} own ${first.thing}${more}. When one of them lets it go, the other loses it: declare it in one.`;
  }
}

function both(one: Owner, other: Owner): string {
  // Of two types, or under two parents, names may be the same.
  const [first, second] = one.name === other.name ? [one.key, other.key] : [one.name, other.name];
  return `"${first}" and "${second}" both`;
}
