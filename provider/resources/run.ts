import pulumi = require("@pulumi/pulumi");

/** Shared by all copies of this package in one program. */
const shared = globalThis as unknown as Record<symbol, WeakMap<object, unknown> | undefined>;

/**
 * A value that belongs to the present run of a program. A process of the Automation API has several runs, each with its own
 * stack resource. Outside a run, as in a unit test, each call makes a new value.
 *
 * @param key distinguishes the values of a run
 */
export function ofThisRun<Value>(key: string, make: () => Value): Value {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return make();
  const symbol = Symbol.for(`pulumi-tencent-chat.${key}`);
  const all = shared[symbol] ?? new WeakMap<object, unknown>();
  shared[symbol] = all;
  const known = all.get(stack) as Value | undefined;
  if (known !== undefined) return known;
  const fresh = make();
  all.set(stack, fresh);
  return fresh;
}
