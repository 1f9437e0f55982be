import { type ErrorCode, Refusal } from "../model/errors";
import { printableAscii, utf8Bytes } from "../model/limits";

/** The description of a field for docs/emulator.md, made from the same rules that the field's reader checks. */
export interface FieldShape {
  readonly type: "String" | "Integer" | "String or Integer" | "Bool" | "Array" | "Object";
  readonly isRequired: boolean;
  /** In words, such as "at most 48 bytes". */
  readonly limits: readonly string[];
  /** The ErrorCodes for a wrong value. */
  readonly codes: readonly ErrorCode[];
  /** The shapes inside this one, with the suffix that follows the name: `[]` for items, `.Name` for fields. */
  readonly parts: readonly (readonly [suffix: string, shape: FieldShape])[];
}

/** One field of a request body: its rules, and the ErrorCodes for a wrong value. */
export interface Field<T> {
  readonly shape: FieldShape;
  /** The text "" means the same as leaving the field out, because the field accepts no empty text. */
  readonly refusesEmptyText?: boolean;
  /** @throws Refusal that names the field and says what is wrong with it */
  read(value: unknown, name: string): T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The body that a command's handler sees: the fields of its table, read and typed. */
export type Body<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** The ErrorCodes for a wrong value. Only `invalid` is required; the others default to it. */
export interface Codes {
  /** Missing, empty or out of range. */
  readonly invalid: ErrorCode;
  /** Another JSON type. */
  readonly wrongType?: ErrorCode;
  /** The right type, but not well-formed. */
  readonly malformed?: ErrorCode;
  /** Too many items. */
  readonly tooMany?: ErrorCode;
}

/** A rule for a text, as a test and in words. */
export interface Pattern {
  readonly test: RegExp;
  readonly says: string;
}

const notEmpty = "not empty";

interface TextRules extends Codes {
  readonly maxBytes?: number;
  readonly pattern?: Pattern;
  readonly mayBeEmpty?: true;
}

/** A JSON string. It may be empty only with `mayBeEmpty`. */
export function text(rules: TextRules): Field<string> {
  const { invalid, wrongType = invalid, malformed = invalid } = rules;
  const { maxBytes = Number.POSITIVE_INFINITY, pattern, mayBeEmpty = false } = rules;
  const limits = [
    ...(mayBeEmpty ? [] : [notEmpty]),
    ...(rules.maxBytes === undefined ? [] : [`at most ${rules.maxBytes} bytes`]),
    ...(pattern === undefined ? [] : [pattern.says]),
  ];
  return {
    shape: shapeOf("String", [invalid, wrongType, malformed], limits),
    refusesEmptyText: !mayBeEmpty,
    read(value, name) {
      if (typeof value !== "string") throw wrong(value, name, "a string", invalid, wrongType);
      if (value === "" && !mayBeEmpty) throw new Refusal(invalid, `${name} is empty`);
      if (utf8Bytes(value) > maxBytes)
        throw new Refusal(malformed, `${name} is longer than ${maxBytes} bytes`);
      if (pattern?.test.test(value) === false)
        throw new Refusal(malformed, `${name} is malformed; expected: ${pattern.says}`);
      return value;
    },
  };
}

/** A group or room ID. */
export function printableId(rules: Codes & { readonly maxBytes: number }): Field<string> {
  return text({ ...rules, pattern: { test: printableAscii, says: "printable ASCII" } });
}

/** A JSON string that is one of a few. */
export function choice<T extends string>(allowed: readonly T[], rules: Codes): Field<T> {
  const { invalid, wrongType = invalid, malformed = invalid } = rules;
  return {
    shape: shapeOf("String", [invalid, wrongType, malformed], [`one of ${allowed.join(", ")}`]),
    refusesEmptyText: true,
    read(value, name) {
      if (typeof value !== "string") throw wrong(value, name, "a string", invalid, wrongType);
      const found = allowed.find((each) => each === value);
      if (found === undefined) throw new Refusal(malformed, `${name} is not one of ${allowed.join(", ")}`);
      return found;
    },
  };
}

/** A JSON number without a fraction. */
export function integer(rules: Codes & { readonly min: number; readonly max?: number }): Field<number> {
  const { invalid, wrongType = invalid, min, max = Number.MAX_SAFE_INTEGER } = rules;
  const range = rules.max === undefined ? `at least ${min}` : `${min} to ${max}`;
  return {
    shape: shapeOf("Integer", [invalid, wrongType], [range]),
    read(value, name) {
      if (typeof value !== "number" || !Number.isInteger(value))
        throw wrong(value, name, "an integer", invalid, wrongType);
      if (value < min || value > max) throw new Refusal(invalid, `${name} is not from ${min} to ${max}`);
      return value;
    },
  };
}

/** A JSON true or false. */
export function bool({ invalid, wrongType = invalid }: Codes): Field<boolean> {
  return {
    shape: shapeOf("Bool", [invalid, wrongType]),
    read(value, name) {
      if (typeof value !== "boolean") throw wrong(value, name, "true or false", invalid, wrongType);
      return value;
    },
  };
}

/** A JSON array. It may be empty only with `mayBeEmpty`. */
export function list<T>(
  item: Field<T>,
  rules: Codes & { readonly maxItems?: number; readonly mayBeEmpty?: true },
): Field<readonly T[]> {
  const { invalid, wrongType = invalid, tooMany = invalid } = rules;
  const { maxItems = Number.POSITIVE_INFINITY, mayBeEmpty = false } = rules;
  const limits = [
    ...(mayBeEmpty ? [] : [notEmpty]),
    ...(rules.maxItems === undefined ? [] : [`at most ${rules.maxItems} items`]),
  ];
  const codes = [invalid, wrongType, ...(rules.maxItems === undefined ? [] : [tooMany])];
  return {
    shape: { ...shapeOf("Array", codes, limits), parts: [["[]", item.shape]] },
    read(value, name) {
      if (!Array.isArray(value)) throw wrong(value, name, "an array", invalid, wrongType);
      if (value.length === 0 && !mayBeEmpty) throw new Refusal(invalid, `${name} is empty`);
      if (value.length > maxItems) throw new Refusal(tooMany, `${name} has more than ${maxItems} items`);
      return value.map((each: unknown, index) => item.read(each, `${name}[${index}]`));
    },
  };
}

/** A JSON object with its own fields. */
export function record<F extends Fields>(fields: F, rules: Codes): Field<Body<F>> {
  const { invalid, wrongType = invalid } = rules;
  const parts = Object.entries(fields).map(([name, { shape }]) => [`.${name}`, shape] as const);
  return {
    shape: { ...shapeOf("Object", [invalid, wrongType]), parts },
    read(value, name) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw wrong(value, name, "an object", invalid, wrongType);
      return readFields(fields, value, `${name}.`);
    },
  };
}

/**
 * A field that a request may leave out. Many clients instead send null, or "" for a text that cannot be empty: both count as left
 * out.
 */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  const { shape, refusesEmptyText = false } = field;
  const limits = refusesEmptyText ? shape.limits.filter((limit) => limit !== notEmpty) : shape.limits;
  return {
    shape: { ...shape, limits, isRequired: false },
    read(value, name) {
      const isLeftOut = value === undefined || value === null || (value === "" && refusesEmptyText);
      return isLeftOut ? undefined : field.read(value, name);
    },
  };
}

/** Reads the fields in the order of their table, and reports the first wrong one. Ignores fields that are in no table. */
export function readFields<F extends Fields>(fields: F, body: object, prefix = ""): Body<F> {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(body));
  const read = Object.entries(fields).map(([name, field]) => [
    name,
    field.read(values.get(name), `${prefix}${name}`),
  ]);
  return Object.fromEntries(read) as Body<F>;
}

function shapeOf(
  type: FieldShape["type"],
  codes: readonly ErrorCode[],
  limits: readonly string[] = [],
): FieldShape {
  return { type, isRequired: true, limits, codes: [...new Set(codes)], parts: [] };
}

function wrong(value: unknown, name: string, what: string, invalid: ErrorCode, wrongType: ErrorCode) {
  return value === undefined || value === null
    ? new Refusal(invalid, `${name} is missing`)
    : new Refusal(wrongType, `${name} is not ${what}`);
}
