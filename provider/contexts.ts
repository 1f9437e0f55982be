import type { Configuration } from "./configuration/configuration";
import { Context } from "./lifecycle/context";
import { Ledger } from "./lifecycle/robots/ledger";

/* The contexts and ledgers of one process, whichever door calls it. */

const contexts = new Map<string, Context>();
const ledgers = new Map<string, Ledger>();

function known<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}

/** One ledger for each app of the service, whatever its name and limits in the configuration. */
function ledgerOf({ client }: Configuration): Ledger {
  if (client === undefined) return new Ledger();
  return known(ledgers, `${client.sdkAppId} ${client.baseUrl}`, () => new Ledger());
}

/**
 * The context of a configuration, always the same for the same one: the engine configures each type of resource separately, and
 * they share one client.
 *
 * @param tell takes a line for a person, the same function in every call
 */
export function contextOf(configuration: Configuration, tell?: (line: string) => void): Context {
  return known(
    contexts,
    JSON.stringify(configuration),
    () => new Context(configuration, ledgerOf(configuration), Date.now, tell),
  );
}
