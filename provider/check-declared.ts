import pulumi = require("@pulumi/pulumi");

import { declarationProperty } from "./declaration";
import type { Context } from "./lifecycle/context";

const token = /^pulumi-nodejs:dynamic\/tencent-chat:(\w+)$/;

/** The inputs that the program gave: without the one that the class adds, and with secrets unwrapped. */
function inputsOf({ inputs }: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  const { [declarationProperty]: _, ...given } = inputs as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, pulumi.runtime.unwrapRpcSecret(value)]),
  );
}

/**
 * Checks the resources of a unit test under Pulumi's mocks, as `pulumi preview` does but without the engine. Calls no service.
 *
 * @param declared the arguments of each call of the mocks' `newResource`; it ignores resources of other packages
 * @throws Error with every wrong input, and every robot, account, chatbot or live group that two resources own
 */
export async function checkDeclared(declared: readonly pulumi.runtime.MockResourceArgs[]): Promise<void> {
  // Only a test needs the lifecycles: a program that Pulumi runs does not load them.
  const [{ readConfiguration }, { byApp }, { Context }, { resources }] = await Promise.all([
    import("./configuration/configuration.js"),
    import("./lifecycle/by-app.js"),
    import("./lifecycle/context.js"),
    import("./plugin/resources.js"),
  ]);
  const types = new Map(Object.entries(resources));
  const contexts = new Map<string | undefined, Context>();
  const contextOf = (app: string | undefined): Context => {
    const context =
      contexts.get(app) ??
      new Context(readConfiguration((key) => pulumi.runtime.getConfig(key), process.env, app));
    contexts.set(app, context);
    return context;
  };
  const problems: string[] = [];
  for (const [order, resource] of declared.entries()) {
    const { name, id } = resource;
    const [, type = ""] = token.exec(resource.type) ?? [];
    const found = types.get(type);
    // A resource with an id is only read.
    if (found === undefined || id) continue;
    // The order distinguishes resources of the same name, which have different parents.
    const owner = { key: `${type} ${name} (${order + 1})`, name, order };
    const { check } = byApp(type, contextOf, found.lifecycleIn);
    const { failures = [] } = await check({}, inputsOf(resource), owner);
    problems.push(...failures.map(({ reason }) => `${type} "${name}": ${reason}`));
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
