import { appProperty, changedProperties, type Field, type Fields, isAbsent } from "../lifecycle/inputs";
import { anything } from "../lifecycle/rules";
import type { Properties } from "./conversions";

export interface Change {
  /** The path of the value, as the engine writes it: `memberAccounts[2]`, `rooms["a"]`. */
  readonly path: string;
  /** The input that the value is a part of. */
  readonly property: string;
  readonly kind: "add" | "delete" | "update";
}

/**
 * The differences between a state and the inputs of a program, value by value. The index in a path is that of a deleted value in
 * the state, or of an added value in the program.
 */
export function changesOf(fields: Fields, olds: Properties, news: Properties): Change[] {
  const all: Fields = { ...fields, [appProperty]: { rule: anything, optional: true } };
  return changedProperties(all, olds, news).flatMap((property) =>
    partsOf(all[property], property, olds[property], news[property]).map((part) => ({ ...part, property })),
  );
}

type Part = Omit<Change, "property">;

function partsOf(field: Field | undefined, path: string, before: unknown, after: unknown): Part[] {
  if (isAbsent(before)) return [{ path, kind: "add" }];
  if (isAbsent(after)) return [{ path, kind: "delete" }];
  if (field?.isSet === true && Array.isArray(before) && Array.isArray(after))
    return elements(path, before, after);
  if (field?.isMapOfSets === true && isMap(before) && isMap(after)) return entries(path, before, after);
  return [{ path, kind: "update" }];
}

function elements(path: string, before: readonly unknown[], after: readonly unknown[]): Part[] {
  const kinds = new Map<number, Part["kind"]>();
  for (const [at, element] of before.entries()) if (!after.includes(element)) kinds.set(at, "delete");
  for (const [at, element] of after.entries()) {
    // An unknown element counts as new: no state contains one.
    if (!before.includes(element)) kinds.set(at, kinds.has(at) ? "update" : "add");
  }
  return [...kinds]
    .sort(([one], [other]) => one - other)
    .map(([at, kind]) => ({ path: `${path}[${at}]`, kind }));
}

function entries(path: string, before: Properties, after: Properties): Part[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const at = `${path}["${key.replaceAll('"', '\\"')}"]`;
    const parts = partsOf({ rule: anything, isSet: true }, at, before[key], after[key]);
    if (parts.length === 0) return [];
    return parts.find((part) => part.path === at) ?? { path: at, kind: "update" };
  });
}

function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
