import type { AppState } from "./app-state";
import { parts } from "./parts";
import type { World } from "./world";

/** A copy of a world's state. Leaves out an empty part, unless the part is always shown. */
export function stateOf(world: World): AppState {
  const shown = Object.entries(parts).flatMap(([name, { isAlwaysShown, show }]) => {
    const part = show(world);
    return isAlwaysShown || Object.keys(part).length > 0 ? [[name, part]] : [];
  });
  return Object.fromEntries(shown) as AppState;
}
