import pulumi = require("@pulumi/pulumi");

/** How many declarations of a type and name there are, by run of a program. */
type Counts = WeakMap<object, Map<string, number>>;

/** Shared by all copies of this package in one program. */
const shared = globalThis as unknown as Record<symbol, Counts | undefined>;
const countsKey = Symbol.for("pulumi-tencent-chat.declarations");

/** A process of the Automation API runs several programs, each with a stack resource. */
function countsOfThisRun(): Map<string, number> {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return new Map();
  const all = shared[countsKey] ?? new WeakMap<object, Map<string, number>>();
  shared[countsKey] = all;
  const counts = all.get(stack) ?? new Map<string, number>();
  all.set(stack, counts);
  return counts;
}

/** Calls a resource by its name, and the next of the same type and name, which has another parent, `name (2)`. */
export function declarationOf(type: string, name: string): string {
  const counts = countsOfThisRun();
  const count = (counts.get(`${type} ${name}`) ?? 0) + 1;
  counts.set(`${type} ${name}`, count);
  return count === 1 ? name : `${name} (${count})`;
}
