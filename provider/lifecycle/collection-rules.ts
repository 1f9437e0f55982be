import { isUnknown, type Rule } from "./inputs";
import { shown, typeOf } from "./shown";

/** How many wrong parts of a list or a map a failure names. */
const toldAtMost = 3;

/** Says what is wrong with the first few parts of a value, and how many more are wrong. */
export function firstFew(parts: Iterable<readonly string[]>, what: string): string[] {
  const wrong = [...parts].filter((reasons) => reasons.length > 0);
  const more = wrong.length - toldAtMost;
  const told = wrong.slice(0, toldAtMost).flat();
  return more > 0 ? [...told, `${more} more ${what} are wrong`] : told;
}

/**
 * A list of at least one element, with a rule for each.
 *
 * @param most how many different elements it may have
 */
export function listOf(rule: Rule, what: string, most = Number.POSITIVE_INFINITY): Rule {
  return (value, path) => {
    if (isUnknown(value)) return [];
    if (!Array.isArray(value)) return [`${path} has to be a list of ${what}, but is ${typeOf(value)}`];
    if (value.length === 0) return [`${path} is empty; it has to name at least one of the ${what}`];
    const wrong = firstFew(
      value.map((element, at) => rule(element, `${path}[${at}]`)),
      `of the ${what}`,
    );
    const count = new Set(value).size;
    if (wrong.length > 0 || count <= most) return wrong;
    return [`${path} names ${count} ${what}; it has to name at most ${most}`];
  };
}

/**
 * An object of at least one entry, with a rule for the keys and one for the values.
 *
 * @param what a word for an entry
 */
export function mapOf(key: Rule, value: Rule, what: string): Rule {
  return (map, path) => {
    if (isUnknown(map)) return [];
    if (typeof map !== "object" || map === null || Array.isArray(map)) {
      return [`${path} has to be an object with an entry for each ${what}, but is ${typeOf(map)}`];
    }
    const entries = Object.entries(map);
    if (entries.length === 0) return [`${path} is empty; it has to name at least one ${what}`];
    return firstFew(
      entries.map(([name, each]) => [
        ...key(name, `a key of ${path}`),
        ...value(each, `${path}[${shown(name)}]`),
      ]),
      `entries of ${path}`,
    );
  };
}
