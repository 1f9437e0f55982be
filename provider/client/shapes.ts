import { TransportFault } from "./faults";
import { mask } from "./redact";

/** What a shape needs to know about the answer that it reads. */
export interface Intake {
  /** Whether a secret was masked in the answer. */
  readonly isMasked: boolean;
  /** Makes foreign text safe to quote in a message. */
  readonly quote: (text: string) => string;
}

/**
 * Reads the values that the package needs from a part of an answer.
 *
 * @param path the part's position in the answer, such as `GroupInfo[0].Name`
 * @throws TransportFault of kind `shape`, which says what is wrong there without quoting anything
 */
export type Shape<Value> = (part: unknown, path: string, intake: Intake) => Value;

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Values<Of extends Shapes> = { readonly [Name in keyof Of]: ReturnType<Of[Name]> };

function misshapen(part: unknown, path: string, what: string): TransportFault {
  return new TransportFault("shape", `${path} ${part === undefined ? "is missing" : `is not ${what}`}`);
}

/**
 * A name of an account or a group, or a cursor, unchanged: the package compares it, stores it and sends it back. If a secret was
 * masked in it, it is no longer the same name, so this refuses the answer.
 */
export const name: Shape<string> = (part, path, { isMasked }) => {
  if (typeof part !== "string") throw misshapen(part, path, "a text");
  if (isMasked && part.includes(mask)) throw misshapen(part, path, "a name: it held a secret");
  return part;
};

/** A text that is only shown to people, or compared with another text. */
export const shown: Shape<string> = (part, path, { quote }) => {
  if (typeof part !== "string") throw misshapen(part, path, "a text");
  return quote(part);
};

export const integer: Shape<number> = (part, path) => {
  if (typeof part !== "number" || !Number.isSafeInteger(part)) throw misshapen(part, path, "an integer");
  return part;
};

export function oneOf<const Option extends string>(...options: readonly Option[]): Shape<Option> {
  return (part, path) => {
    const option = options.find((each) => each === part);
    if (option === undefined) throw misshapen(part, path, `one of ${options.join(", ")}`);
    return option;
  };
}

export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return (part, path, intake) => (part === undefined ? undefined : shape(part, path, intake));
}

export function listOf<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (part, path, intake) => {
    if (!Array.isArray(part)) throw misshapen(part, path, "a list");
    return part.map((each, at) => shape(each, `${path}[${at}]`, intake));
  };
}

/** An object that has at least these fields. */
export function fields<const Of extends Shapes>(shapes: Of): Shape<Values<Of>> {
  return (part, path, intake) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      throw misshapen(part, path, "an object");
    }
    const values = Object.entries(shapes).map(([field, shape]) => [
      field,
      shape(
        (part as Readonly<Record<string, unknown>>)[field],
        path === "" ? field : `${path}.${field}`,
        intake,
      ),
    ]);
    return Object.fromEntries(values) as Values<Of>;
  };
}

/** The result of one item in an answer that is OK as a whole, with the item's fields if it succeeded. */
export type Outcome<Fields> =
  | { readonly failed: false; readonly fields: Fields }
  | { readonly failed: true; readonly code: number; readonly info: string };

/** An item with its own code and text. It has its other fields only if the code is 0. */
export function outcome<Fields>(
  codeIn: string,
  infoIn: string,
  wellShape: Shape<Fields>,
): Shape<Outcome<Fields>> {
  const codeShape = fields({ [codeIn]: integer });
  return (part, path, intake) => {
    const code = codeShape(part, path, intake)[codeIn] ?? 0;
    if (code === 0) return { failed: false, fields: wellShape(part, path, intake) };
    const info = (part as Readonly<Record<string, unknown>>)[infoIn];
    return { failed: true, code, info: remark(info, intake) };
  };
}

/** A list of items, each with the name of its subject and its result. */
export function itemsOf<Name, Fields>(
  nameIn: string,
  nameShape: Shape<Name>,
  outcomeShape: Shape<Outcome<Fields>>,
): Shape<readonly { readonly of: Name; readonly outcome: Outcome<Fields> }[]> {
  const named = fields({ [nameIn]: nameShape });
  return listOf((part, path, intake) => ({
    of: named(part, path, intake)[nameIn] as Name,
    outcome: outcomeShape(part, path, intake),
  }));
}

/** The service's remark about a failure, safe to quote in a message; empty if it is not a text. */
export function remark(part: unknown, { quote }: Pick<Intake, "quote">): string {
  return typeof part === "string" ? quote(part) : "";
}
