import type { Host, Resource } from "../support/host";
import { HostError, type Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";

/** How far a piece of work came, as far as the engine is told. */
export interface Progress {
  readonly done: readonly string[];
  /** Asked for, and never answered. */
  readonly unconfirmed: readonly string[];
}

/** A piece of work that has ended, well or not. */
export interface Ended extends Progress {
  readonly failure?: HostError;
  /** What the next run does: the rest, as far as the engine knows what that is. */
  readonly next: () => Promise<Ended>;
}

const nothing: Progress = { done: [], unconfirmed: [] };

function hostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  throw error;
}

/** Creates a resource, or updates what a failure has left of it. */
export async function ensure(
  host: Host,
  type: ResourceType,
  inputs: Properties,
  progressIn: (state: Properties) => Progress,
  before?: Resource,
): Promise<Ended> {
  const after = (resource?: Resource) => () => ensure(host, type, inputs, progressIn, resource);
  try {
    const call = before === undefined ? host.create(type, inputs) : host.update(before, inputs);
    const resource = await call;
    return { ...progressIn(resource.state), next: after(resource) };
  } catch (error) {
    const failure = hostError(error);
    const { partial } = failure;
    if (partial === undefined) return { failure, ...nothing, next: after(before) };
    return { failure, ...progressIn(partial.state), next: after({ type, ...partial }) };
  }
}

/** One call that gives what it has done, or fails and leaves nothing to keep. */
export async function wholly(call: () => Promise<readonly string[]>): Promise<Ended> {
  const next = () => wholly(call);
  try {
    return { done: await call(), unconfirmed: [], next };
  } catch (error) {
    const failure = hostError(error);
    if (failure.partial !== undefined) throw new Error(`Nothing was to be kept of: ${failure.message}`);
    return { failure, ...nothing, next };
  }
}

/** One piece of work after the other, until one fails. */
export async function inTurn(works: readonly (() => Promise<Ended>)[]): Promise<Ended> {
  const done: string[] = [];
  for (const [at, work] of works.entries()) {
    const { failure, ...ended } = await work();
    done.push(...ended.done);
    if (failure === undefined) continue;
    const rest = [ended.next, ...works.slice(at + 1)];
    return { failure, done, unconfirmed: ended.unconfirmed, next: () => inTurn(rest) };
  }
  return { done, unconfirmed: [], next: () => inTurn(works) };
}
