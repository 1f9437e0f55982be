import { declarationFrom, declarationProperty } from "../declaration";

/** A resource of the program. */
export interface Owner {
  /** Unique for a resource, and the same in all its checks of a run. */
  readonly key: string;
  /** Its name in the program. */
  readonly name: string;
  /** Its number among the resources of the program, if known. The engine checks them in any order. */
  readonly order?: number;
}

/**
 * Separates the owner, which the class added, from the inputs. The SDK's host receives neither the name of a resource nor its URN,
 * so the class passes the name. The owner is undefined if an older class passes none, or if a transformation removed it.
 *
 * @param type the name of its class
 */
export function declarationIn<Inputs extends object>(
  type: string,
  news: Inputs,
): { readonly owner: Owner | undefined; readonly inputs: Inputs } {
  const { [declarationProperty]: text, ...rest } = news as Inputs & Record<string, unknown>;
  const inputs = rest as unknown as Inputs;
  const declaration = declarationFrom(text);
  if (declaration === undefined) return { owner: undefined, inputs };
  const { name, order } = declaration;
  return { owner: { key: `${type} ${name}`, name, order }, inputs };
}

/** The things that each resource of a run owns in one app. A robot, account, chatbot or live group can have one owner. */
export class Owners {
  readonly #ownerOf = new Map<string, Owner>();
  readonly #thingsOf = new Map<string, readonly string[]>();

  /**
   * Records what a resource owns. This replaces the record of an earlier check, since the engine checks a resource twice if it
   * replaces it.
   *
   * @param things in words for a message, such as `the robot a of group b`
   * @returns a message if another resource owns one of them
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
    return `${both(first.other, owner)} own ${first.thing}${more}. If one of them gives it up, the other loses it: declare it in only one.`;
  }
}

function both(...owners: readonly [Owner, Owner]): string {
  const [one, other] = owners.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)) as [Owner, Owner];
  // Resources of different types, or under different parents, may have the same name.
  const [first, second] = one.name === other.name ? [one.key, other.key] : [one.name, other.name];
  return `"${first}" and "${second}" both`;
}
