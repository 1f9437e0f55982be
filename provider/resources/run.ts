import pulumi = require("@pulumi/pulumi");

/** Shared by all copies of this package in one program. */
const shared = globalThis as unknown as Record<symbol, WeakMap<object, unknown> | undefined>;

/**
 * Something of the run of a program that is going on: a process of the Automation API runs several, each with a stack
 * resource. Outside of a run, as in a unit test, it is made anew for each call.
 *
 * @param key tells it from other things of the run
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
