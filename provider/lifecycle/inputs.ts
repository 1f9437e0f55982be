import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { escapeControls } from "../printable";
import { didYouMean } from "../suggest";
import { byText } from "./batches";
import { isShort, shown } from "./shown";

/** The engine's placeholder, in a preview, for a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The SDK's own property, which it adds to every dynamic resource. */
export const providerProperty = "__provider";
/** A property of every resource; see `by-app.ts`. */
export const appProperty = "app";

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether a value is not known yet, or holds one that is not. */
export function holdsUnknown(value: unknown): boolean {
  return canonicalJson(value).includes(unknownValue);
}

/** Whether a value is a known text. `check` refuses any other known value. */
export function isKnownText(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value);
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/**
 * Says what is wrong with a known value, and what it should be; nothing if it is right. For a list or a map, it does so for the
 * first few wrong parts, and says how many more there are.
 */
export type Rule = (value: unknown, path: string) => string[];

export interface Field {
  readonly rule: Rule;
  readonly optional?: boolean;
  /** Order and repetition mean nothing. */
  readonly isSet?: boolean;
  /** A map of sets. */
  readonly isMapOfSets?: boolean;
  /** A missing value means this value. */
  readonly default?: unknown;
}

export type Fields = Readonly<Record<string, Field>>;

/** How many unknown properties get their own failure. */
const unknownAtMost = 3;

/**
 * The engine's `check`: one failure for each wrong property. It leaves the inputs as the program wrote them, since for an index in
 * `ignoreChanges` the engine puts the element of the last inputs at that index of the program's list.
 */
export function checkInputs<Inputs extends object>(fields: Fields, news: Inputs): CheckResult<Inputs> {
  const values = { ...news } as Record<string, unknown>;
  const given = Object.entries(values).filter(([key, value]) => key !== providerProperty && !isAbsent(value));
  const [declared, strange] = [true, false].map((isKnown) =>
    given.filter(([key]) => Object.hasOwn(fields, key) === isKnown),
  ) as [typeof given, typeof given];
  const failures = Object.entries(fields).flatMap(([property, { rule, optional }]) => {
    const value = values[property];
    if (!isAbsent(value)) return failureOn(property, value, rule(value, property));
    return optional ? [] : failureOn(property, value, [`${property} is missing`]);
  });
  return {
    inputs: Object.fromEntries(declared) as Inputs,
    failures: [...failures, ...unknownProperties(Object.keys(fields), strange)],
  };
}

function unknownProperties(
  fields: readonly string[],
  strange: readonly (readonly [string, unknown])[],
): CheckFailure[] {
  const known = [...fields, appProperty];
  const told = strange.slice(0, unknownAtMost).flatMap(([property, value]) => {
    const meant = isShort(property, 80) ? didYouMean(property, known) : "";
    const called = isPrintable(property) ? property : shown(property);
    const reason = `${called} is no property of this resource.${meant} It has ${known.join(", ")}`;
    return failureOn(property, value, [reason]);
  });
  const more = strange.length - unknownAtMost;
  const rest = `${more} more properties do not belong to this resource. It has ${known.join(", ")}`;
  return more > 0 ? [...told, { property: "", reason: rest }] : told;
}

/**
 * At most one failure, for everything that is wrong with a property. If a failure names a property, the engine prints the whole
 * value. So for a long value, the failure is one of the resource, and only its reason names the property.
 */
export function failureOn(property: string, value: unknown, reasons: readonly string[]): CheckFailure[] {
  if (reasons.length === 0) return [];
  const isNamed = isPrintable(property) && isShort(value);
  return [{ property: isNamed ? property : "", reason: escapeControls(reasons.join(". ")) }];
}

function isPrintable(property: string): boolean {
  return isShort(property, 80) && escapeControls(property) === property;
}

/** One form for all values with the same meaning, only for comparison. */
export function normal({ isSet, isMapOfSets }: Field, value: unknown): unknown {
  if (isSet === true) return inOneOrder(value);
  if (isMapOfSets !== true || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inOneOrder(each)]));
}

/** Sorted, without repetitions. */
function inOneOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  // An element may have any type: `check` reports a wrong one, and it must not fail here.
  const textOf = (element: unknown): string =>
    typeof element === "string" ? element : canonicalJson(element);
  return [...new Set(value)].sort((one, other) => byText(textOf(one), textOf(other)));
}

/** The declared properties that differ between two states of a resource; an unknown value differs from any. */
export function changedProperties(fields: Fields, olds: object, news: object): string[] {
  const before = { ...olds } as Record<string, unknown>;
  const after = { ...news } as Record<string, unknown>;
  return Object.entries(fields)
    .filter(([property, field]) => !sameValue(field, before[property], after[property]))
    .map(([property]) => property);
}

function sameValue(field: Field, old: unknown, fresh: unknown): boolean {
  const text = (value: unknown): string =>
    canonicalJson(normal(field, isAbsent(value) ? field.default : value));
  return !holdsUnknown(fresh) && text(old) === text(fresh);
}

/** The declared properties alone: no `undefined`, which the SDK's host fails on, and nothing of the SDK's. */
export function declaredIn<Inputs extends object>(fields: Fields, whole: Inputs): Inputs {
  const entries = Object.entries(whole).filter(([key, value]) => key in fields && value !== undefined);
  return Object.fromEntries(entries) as Inputs;
}

/** The value of a JSON text; undefined if the text is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON with the keys of every object in one order. */
export function canonicalJson(value: unknown): string {
  const sorted: string | undefined = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => byText(one, other)))
      : inner,
  );
  return sorted ?? "";
}
