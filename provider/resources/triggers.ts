import pulumi = require("@pulumi/pulumi");

import { incomparable } from "../incomparable";

/** A value whose change makes a one-shot run again. */
export type Trigger =
  | string
  | number
  | boolean
  | null
  | readonly Trigger[]
  | { readonly [key: string]: Trigger };

/** `triggers` of a one-shot: a list or an object, whose elements may be outputs of other resources. */
export type Triggers =
  | pulumi.Input<pulumi.Input<Trigger>[]>
  | pulumi.Input<{ [key: string]: pulumi.Input<Trigger> }>;

const deepest = 100;

/** The triggers. A mark, which `check` refuses, replaces each value that would not arrive as it is. */
function comparable(value: unknown, depth = 0): unknown {
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => comparable(inner, depth));
  if (value instanceof Promise) return value.then((inner) => comparable(inner, depth));
  if (pulumi.Resource.isInstance(value)) return value;
  const what = nameOfIncomparable(value);
  if (what !== undefined) return incomparable(what);
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return incomparable("list or object nested more than 100 deep");
  if (Array.isArray(value)) return value.map((each) => comparable(each, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, comparable(each, depth + 1)]));
}

/** Arguments whose `triggers` `check` can judge. */
export function withTriggers<Args extends { readonly triggers?: Triggers }>(args: Args): Args {
  return args.triggers === undefined ? args : { ...args, triggers: comparable(args.triggers) };
}

/** A word for a value that JSON cannot represent; undefined for any other value. */
function nameOfIncomparable(value: unknown): string | undefined {
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint")
    return typeof value;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : String(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (tag !== "Object") return tag;
  const name: unknown = value.constructor?.name;
  // An instance of a class with only private state.
  return typeof name === "string" && name !== "Object" && Object.keys(value).length === 0 ? name : undefined;
}
