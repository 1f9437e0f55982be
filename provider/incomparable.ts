/*
 * The SDK loses some values of `triggers` on the way to the provider: a Date arrives as `{}`, a function as null. The program's
 * side replaces such a value by a mark, and `check` refuses the mark.
 */

const key = "tencent-chat:incomparable";

/** @param what the kind of the value in a person's words, such as `Date` */
export function incomparable(what: string): Readonly<Record<string, string>> {
  return { [key]: what };
}

/** The kind of the value that a mark replaced; undefined for any other value. */
export function incomparableAt(value: unknown): string | undefined {
  const what =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof what === "string" ? what : undefined;
}
