import { at, entriesOf, fieldsOf, ShapeError } from "../json-reader";
import { partNames, parts } from "./parts";
import type { World } from "./world";

/**
 * Adds a seed to the worlds of the apps. If anything in the seed is wrong, no world changes.
 * @param apps by SDKAppID; an app that the seed names gets a new world
 * @throws ShapeError
 */
export function applySeed(seed: unknown, apps: ReadonlyMap<string, { world: World }>, nowMs: number): void {
  if (seed === undefined) throw new ShapeError("seed", "must be a JSON object");
  const seeded = entriesOf(seed, "seed").map(([sdkAppId, given, path]) => {
    const app = apps.get(sdkAppId);
    if (app === undefined) throw new ShapeError(path, "the emulator serves no such SDKAppID");
    return { app, world: withParts(app.world, given, path, nowMs) };
  });
  for (const { app, world } of seeded) app.world = world;
}

/** A copy of a world with the seed of one app added. */
function withParts(before: World, given: unknown, path: string, nowMs: number): World {
  const world = before.copy();
  const fields = fieldsOf(given, path, partNames);
  for (const name of partNames) parts[name].add(world, fields[name], at(path, name), nowMs);
  return world;
}
