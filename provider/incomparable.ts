/*
 * What a program may put into `triggers` and the SDK loses on the way to the provider: a Date arrives as `{}`, a function as
 * null. The program's side puts this in its place, and `check` refuses it.
 */

const key = "tencent-chat:incomparable";

/** @param what as a person calls it, such as `Date` */
export function incomparable(what: string): Readonly<Record<string, string>> {
  return { [key]: what };
}

/** What stood where this value is; undefined when the value is one that arrived as it was. */
export function incomparableAt(value: unknown): string | undefined {
  const what =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof what === "string" ? what : undefined;
}
