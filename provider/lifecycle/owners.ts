import { type Declaration, declarationProperty } from "../declaration";

/** A resource of the program. */
export interface Owner {
  /** The same for every check of one resource in a run, and no other resource's. */
  readonly key: string;
  /** What the program calls it. */
  readonly name: string;
  /** Its place among the resources of the program, where that is known: the engine checks them in any order. */
  readonly order?: number;
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
  const { [declarationProperty]: declaration, ...rest } = news as Inputs & Record<string, unknown>;
  const inputs = rest as unknown as Inputs;
  if (!isDeclaration(declaration)) return { owner: undefined, inputs };
  const { name, order } = declaration;
  return { owner: { key: `${type} ${name}`, name, order }, inputs };
}

function isDeclaration(value: unknown): value is Declaration {
  const { name, order } = (value ?? {}) as Partial<Record<keyof Declaration, unknown>>;
  return typeof name === "string" && typeof order === "number";
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

function both(...owners: readonly [Owner, Owner]): string {
  const [one, other] = owners.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)) as [Owner, Owner];
  // Of two types, or under two parents, names may be the same.
  const [first, second] = one.name === other.name ? [one.key, other.key] : [one.name, other.name];
  return `"${first}" and "${second}" both`;
}
