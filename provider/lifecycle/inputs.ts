import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { didYouMean } from "../suggest";
import { byText } from "./batches";

/** What the engine gives in a preview for a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The SDK's own property, which it adds to every dynamic resource. */
export const providerProperty = "__provider";
/** The property that every resource has beside its own; see `by-app.ts`. */
export const appProperty = "app";

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Anything else is not known yet, or refused by `check`. */
export function isKnownText(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value);
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Says what is wrong with a known value, each time with what it should be; nothing when it is right. */
type Rule = (value: unknown, path: string) => string[];

export interface Field {
  readonly rule: Rule;
  readonly optional?: boolean;
  /** Order and repetition mean nothing. */
  readonly isSet?: boolean;
  /** A map of sets. */
  readonly isMapOfSets?: boolean;
  /** Absent means the same as this value. */
  readonly default?: unknown;
}

export type Fields = Readonly<Record<string, Field>>;

function shown(value: unknown): string {
  const text = canonicalJson(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function string(what: string, problemOf: (value: string) => string | undefined): Rule {
  return (value, path) => {
    if (isUnknown(value)) return [];
    if (typeof value !== "string")
      return [`${path} has to be ${what}, a string, but is a ${typeOf(value)}: ${shown(value)}`];
    const problem = problemOf(value);
    return problem === undefined ? [] : [`${path} ${problem}; it has to be ${what}`];
  };
}

function name(what: string, problemOf: (value: string) => string | undefined): Rule {
  return string(what, (value) => (value === "" ? "is empty" : problemOf(value)));
}

function overBytes(value: string, limit: number): string | undefined {
  const bytes = Buffer.byteLength(value);
  return bytes > limit ? `is ${bytes} bytes long: ${shown(value)}` : undefined;
}

const unprintable = /[^\x20-\x7e]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f]/;

function id(what: string): Rule {
  return name(`${what} of 1 to 48 bytes of printable ASCII`, (value) =>
    unprintable.test(value) ? `holds other characters: ${shown(value)}` : overBytes(value, 48),
  );
}

/** Source: "Group System": printable ASCII, at most 48 bytes. */
export const groupId: Rule = id("a group ID");

/** Source: "Group System": the service's own IDs begin with `@TGS#`, and no other may. */
export const ownGroupId: Rule = name(
  "a group ID of 1 to 48 bytes of printable ASCII that does not begin with @TGS#",
  (value) => {
    if (value.startsWith("@TGS#")) return `begins like an ID that the service gives: ${shown(value)}`;
    return unprintable.test(value) ? `holds other characters: ${shown(value)}` : overBytes(value, 48);
  },
);

/** Source: "Creating a Group". */
export const groupName: Rule = name("a group's name of 1 to 30 bytes", (value) => overBytes(value, 30));

/** Source: "Error codes (TUILiveKit)" and the create_room page: printable ASCII, at most 48 bytes. */
export const roomId: Rule = id("a room ID");

/** Source: "Use Limits": at most 32 bytes. Which characters are allowed is documented in two ways; only these are not. */
export const userId: Rule = name("a UserID of 1 to 32 bytes", (value) =>
  control.test(value) ? `holds a control character: ${shown(value)}` : overBytes(value, 32),
);

/** Source: "Importing a Single Account" and "Creating Chatbot Accounts", whose UserIDs begin with `@RBT#` and no others. */
export const accountId: Rule = name("a UserID of 1 to 32 bytes that does not begin with @RBT#", (value) => {
  if (value.startsWith("@RBT#")) return `begins like a chatbot's: ${shown(value)}`;
  return control.test(value) ? `holds a control character: ${shown(value)}` : overBytes(value, 32);
});

/** Source: "Creating Chatbot Accounts". */
export const chatbotId: Rule = name("a UserID of at most 32 bytes that begins with @RBT#", (value) => {
  if (!value.startsWith("@RBT#")) {
    // What was written with another case, or with nothing of it, is most likely the rest of the name.
    const meant = `@RBT#${value.replace(/^@?rbt#?/i, "")}`;
    return `begins otherwise: ${shown(value)}. Did you mean ${shown(meant)}?`;
  }
  if (value === "@RBT#") return `is nothing but the beginning: ${shown(value)}`;
  return control.test(value) ? `holds a control character: ${shown(value)}` : overBytes(value, 32);
});

/** Source: "Importing a Single Account" and "Setting Profiles": 40601 beyond that. */
export const profileText: Rule = string("a text of at most 500 bytes", (value) => overBytes(value, 500));

/**
 * One page says at most 30 bytes, another 30 characters. The longer is let through: a list that exists has to be
 * deletable.
 */
export const friendListName: Rule = name("the name of a friend list, 1 to 30 characters", (value) =>
  [...value].length > 30 ? `is ${[...value].length} characters long: ${shown(value)}` : undefined,
);

/** The name of an app in `tencent-chat:apps`: one that can be written in a path of `pulumi config set --path`. */
export const appName: Rule = name(
  "the name of an app: 1 to 64 letters, digits, hyphens and underscores",
  (value) => (/^[\w-]{1,64}$/.test(value) ? undefined : `is ${shown(value)}`),
);

export const text: Rule = string("a text", () => undefined);

export const boolean: Rule = (value, path) =>
  typeof value === "boolean" || isUnknown(value)
    ? []
    : [`${path} has to be true or false, but is a ${typeOf(value)}: ${shown(value)}`];

export const anything: Rule = () => [];

/**
 * A list of at least one element, each by its own rule.
 *
 * @param most different elements that it may have
 */
export function listOf(rule: Rule, what: string, most = Number.POSITIVE_INFINITY): Rule {
  return (value, path) => {
    if (isUnknown(value)) return [];
    if (!Array.isArray(value)) return [`${path} has to be a list of ${what}, but is a ${typeOf(value)}`];
    if (value.length === 0) return [`${path} is empty; it has to name at least one of the ${what}`];
    const wrong = value.flatMap((element, at) => rule(element, `${path}[${at}]`));
    const count = new Set(value).size;
    if (wrong.length > 0 || count <= most) return wrong;
    return [`${path} names ${count} ${what}; it has to name at most ${most}`];
  };
}

/**
 * An object of at least one entry, the keys and the values each by their own rule.
 *
 * @param what an entry stands for
 */
export function mapOf(key: Rule, value: Rule, what: string): Rule {
  return (map, path) => {
    if (isUnknown(map)) return [];
    if (typeof map !== "object" || map === null || Array.isArray(map)) {
      return [`${path} has to be an object with an entry for each ${what}, but is a ${typeOf(map)}`];
    }
    const entries = Object.entries(map);
    if (entries.length === 0) return [`${path} is empty; it has to name at least one ${what}`];
    return entries.flatMap(([name, each]) => {
      const at = `${path}[${JSON.stringify(name)}]`;
      return [...key(name, `a key of ${path}`), ...value(each, at)];
    });
  };
}

/** The engine's `check`: a failure on each property that is wrong, and lists that are sets in one order. */
export function checkInputs<Inputs extends object>(fields: Fields, news: Inputs): CheckResult<Inputs> {
  const values = { ...news } as Record<string, unknown>;
  const failures: CheckFailure[] = [];
  const inputs: Record<string, unknown> = {};
  const report = (property: string, reasons: readonly string[]): void => {
    failures.push(...reasons.map((reason) => ({ property, reason })));
  };
  for (const [property, { rule, optional }] of Object.entries(fields)) {
    const value = values[property];
    if (!isAbsent(value)) report(property, rule(value, property));
    else if (!optional) report(property, [`${property} is missing`]);
  }
  for (const [property, value] of Object.entries(values)) {
    if (property === providerProperty || isAbsent(value)) continue;
    const field = Object.hasOwn(fields, property) ? fields[property] : undefined;
    if (field === undefined) {
      const known = [...Object.keys(fields), appProperty];
      report(property, [
        `${property} is no property of this resource.${didYouMean(property, known)} It has ${known.join(", ")}`,
      ]);
      continue;
    }
    inputs[property] = normal(field, value);
  }
  return { inputs: inputs as Inputs, failures };
}

/** As every value of the same meaning is. */
function normal({ isSet, isMapOfSets }: Field, value: unknown): unknown {
  if (isSet === true) return inOneOrder(value);
  if (isMapOfSets !== true || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inOneOrder(each)]));
}

/** Sorted, without repetitions, unknown elements last; so that states are equal where their meaning is. */
function inOneOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  // An element may be anything: a wrong one is reported, and must not fail here.
  const textOf = (element: unknown): string =>
    typeof element === "string" ? element : canonicalJson(element);
  const known = [...new Set(value.filter((element) => !isUnknown(element)))].sort((one, other) =>
    byText(textOf(one), textOf(other)),
  );
  return [...known, ...value.filter(isUnknown)];
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
  return !canonicalJson(fresh).includes(unknownValue) && text(old) === text(fresh);
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
