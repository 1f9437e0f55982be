import { entriesOf, ShapeError } from "../../json-reader";
import { limits, utf8Bytes } from "../limits";
import type { World } from "../world";

/** One part of an app's state: how the state shows it, and how a seed adds to it. */
export interface Part<Shown extends object> {
  /** Whether the state shows the part even if it is empty. @default false */
  readonly isAlwaysShown?: true;
  /** A copy of the part. Lists are sorted, so that equal states look equal. */
  show(world: World): Shown;
  /**
   * Checks the part of a seed, and adds it. Every account that the part names becomes an account of the app, since the real service
   * could not hold it otherwise.
   * @param world a copy. After an error, the caller drops it, so the error may come halfway
   * @param given in the form of `show`; undefined if the seed leaves the part out
   * @param path the part's path in the seed, for messages
   * @throws ShapeError
   */
  add(world: World, given: unknown, path: string, nowMs: number): void;
}

export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** `Object.fromEntries` defines keys instead of assigning them, so that `__proto__` becomes an ordinary key. */
export function recordOf<T, U>(
  entries: Iterable<readonly [string, T]>,
  show: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries([...entries].map(([key, value]) => [key, show(value)]));
}

/** The entries of a JSON object whose keys are UserIDs. */
export function byUser<T>(
  given: unknown,
  path: string,
  read: (value: unknown, path: string) => T,
): (readonly [user: string, value: T])[] {
  return entriesOf(given, path).map(([user, value, userPath]) => {
    checkUser(user, userPath);
    return [user, read(value, userPath)];
  });
}

export const checkUser = checkTextOf(limits.userIdBytes);

export function checkTextOf(maxBytes: number) {
  return (text: string, path: string): void => {
    const bytes = utf8Bytes(text);
    if (bytes === 0 || bytes > maxBytes) throw new ShapeError(path, `must have 1 to ${maxBytes} bytes`);
  };
}
