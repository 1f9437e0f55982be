import type { Properties } from "../support/host-error";

/** A path as in `ignoreChanges`, such as `rooms["room-1"][0]`: keys of objects, and indices of lists. */
export type Path = readonly (string | number)[];

type Container = Record<string | number, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/**
 * What the engine hands to `check`: the inputs of the program, with what is at these paths in the last inputs. An element of
 * a list only takes the place of one: an index that one of the lists does not have is passed over.
 */
export function ignoring(paths: readonly Path[], olds: Properties | undefined, news: Properties): Properties {
  const inputs = structuredClone(news);
  for (const path of olds === undefined ? [] : paths) reset(path, olds, inputs);
  return inputs;
}

function reset([key, ...rest]: Path, old: unknown, fresh: unknown): void {
  if (key === undefined || !isContainer(old) || !isContainer(fresh)) return;
  if (Array.isArray(old) !== Array.isArray(fresh)) return;
  if (rest.length > 0) reset(rest, old[key], fresh[key]);
  else if (Object.hasOwn(old, key) && (Object.hasOwn(fresh, key) || !Array.isArray(fresh))) {
    fresh[key] = structuredClone(old[key]);
  } else if (!Array.isArray(fresh)) delete fresh[key];
}
