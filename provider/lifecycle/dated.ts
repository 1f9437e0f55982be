import { byText } from "./batches";

/** Accounts to which something happened at the same time. */
export interface Dated {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** All of the resource's where none are named. */
  readonly memberAccounts?: readonly string[];
}

/** Each account by its name. */
export function named(dated: readonly Dated[] = [], all: readonly string[] = []): Required<Dated>[] {
  return dated.map((each) => ({ memberAccounts: all, ...each }));
}

/** When it happened to each account. */
export function timesOf(dated: readonly Required<Dated>[]): Map<string, number> {
  return new Map(dated.flatMap(({ at, memberAccounts }) => memberAccounts.map((account) => [account, at])));
}

/** The earliest first; no names for a time that is the same for all. */
export function datedOf(times: ReadonlyMap<string, number>, all: readonly string[] = []): Dated[] {
  const moments = [...new Set(times.values())].sort((one, other) => one - other);
  return moments.map((at) => {
    const memberAccounts = [...times.keys()].filter((account) => times.get(account) === at).sort(byText);
    return memberAccounts.length === all.length ? { at } : { at, memberAccounts };
  });
}

/** An `up` that was interrupted is followed, long before that, by one that ends. */
const deletionsKeptMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** Without deletions that nobody will ask for any more. */
export function withoutOld<Deletion extends { readonly at: number }>(
  deletions: readonly Deletion[],
  now: number,
): Deletion[] {
  return deletions.filter(({ at }) => now - at < deletionsKeptMilliseconds);
}
