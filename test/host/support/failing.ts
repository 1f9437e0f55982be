import assert from "node:assert/strict";
import type { Resource } from "./host";
import { HostError } from "./host-error";
import type { ResourceType } from "./provider-texts";

/** A call that ended half-way: what the engine then keeps, and what it shows. */
export interface HalfWay {
  /** Exactly as the engine keeps it: nothing is added to what the failure carries. */
  readonly resource: Resource;
  readonly message: string;
}

/** The failure of a create or update that is to end half-way. */
export async function endsHalfWay(type: ResourceType, call: Promise<Resource>): Promise<HalfWay> {
  const error = await failureOf(call);
  assert.ok(error.partial, `Nothing was kept of: ${error.message}`);
  const { id, state, reasons } = error.partial;
  assert.deepEqual(reasons, [error.message]);
  return { resource: { type, id, state }, message: error.message };
}

/** The error of a call that is to fail. */
export async function failureOf(call: Promise<unknown>): Promise<HostError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof HostError, "The call was to fail.");
  return outcome;
}
