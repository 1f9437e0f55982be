import { type ErrorCode, Refusal } from "./errors";
import { printableAscii, utf8Bytes } from "./limits";

/** One field of a request body: what it must be, and which ErrorCode says that it is not. */
export interface Field<T> {
  /** @throws Refusal naming the field and what is wrong with it */
  read(value: unknown, name: string): T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The body that a command's handler sees: the fields of its table, read and typed. */
export type Body<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** Which ErrorCode stands for which violation. Only `invalid` is needed: the others default to it. */
interface Codes {
  /** Missing, empty or out of range. */
  readonly invalid: ErrorCode;
  /** Another JSON type. */
  readonly wrongType?: ErrorCode;
  /** The right type, but not well-formed. */
  readonly malformed?: ErrorCode;
}

interface TextRules extends Codes {
  readonly maxBytes?: number;
  readonly pattern?: RegExp;
  readonly mayBeEmpty?: true;
}

/** A JSON string, not empty unless told otherwise. */
export function text(rules: TextRules): Field<string> {
  const { invalid, wrongType = invalid, malformed = invalid } = rules;
  const { maxBytes = Number.POSITIVE_INFINITY, pattern, mayBeEmpty = false } = rules;
  return {
    read(value, name) {
      if (typeof value !== "string") throw wrong(value, name, "a string", invalid, wrongType);
      if (value === "" && !mayBeEmpty) throw new Refusal(invalid, `${name} is empty`);
      if (utf8Bytes(value) > maxBytes)
        throw new Refusal(malformed, `${name} is longer than ${maxBytes} bytes`);
      if (pattern && !pattern.test(value)) throw new Refusal(malformed, `${name} is malformed`);
      return value;
    },
  };
}

/** A group or room ID. */
export function printableId(rules: Codes & { readonly maxBytes: number }): Field<string> {
  return text({ ...rules, pattern: printableAscii });
}

/** A JSON number without a fraction. */
export function integer(rules: Codes & { readonly min: number; readonly max?: number }): Field<number> {
  const { invalid, wrongType = invalid, min, max = Number.MAX_SAFE_INTEGER } = rules;
  return {
    read(value, name) {
      if (typeof value !== "number" || !Number.isInteger(value))
        throw wrong(value, name, "an integer", invalid, wrongType);
      if (value < min || value > max) throw new Refusal(invalid, `${name} is not from ${min} to ${max}`);
      return value;
    },
  };
}

/** A JSON array with at least one item, unless told otherwise. */
export function list<T>(
  item: Field<T>,
  rules: Codes & { readonly maxItems?: number; readonly mayBeEmpty?: true },
): Field<readonly T[]> {
  const { invalid, wrongType = invalid, maxItems = Number.POSITIVE_INFINITY, mayBeEmpty = false } = rules;
  return {
    read(value, name) {
      if (!Array.isArray(value)) throw wrong(value, name, "an array", invalid, wrongType);
      if (value.length === 0 && !mayBeEmpty) throw new Refusal(invalid, `${name} is empty`);
      if (value.length > maxItems) throw new Refusal(invalid, `${name} has more than ${maxItems} items`);
      return value.map((each: unknown, index) => item.read(each, `${name}[${index}]`));
    },
  };
}

/** A field that a request may leave out. Null is not leaving it out. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { read: (value, name) => (value === undefined ? undefined : field.read(value, name)) };
}

/** Reads the fields of a table in its order, so that the first one wrong is the one reported; others are ignored. */
export function readFields<F extends Fields>(fields: F, body: object): Body<F> {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(body));
  const read = Object.entries(fields).map(([name, field]) => [name, field.read(values.get(name), name)]);
  return Object.fromEntries(read) as Body<F>;
}

function wrong(value: unknown, name: string, what: string, invalid: ErrorCode, wrongType: ErrorCode) {
  return value === undefined || value === null
    ? new Refusal(invalid, `${name} is missing`)
    : new Refusal(wrongType, `${name} is not ${what}`);
}
