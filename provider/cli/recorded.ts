import { isDeepStrictEqual } from "node:util";
import { type Key, stackKey, variables } from "../configuration/keys";
import type { StackValues } from "./configured";
import { jsonIn } from "./pulumi";
import type { StoredResource } from "./stack-state";

/** The name of each configuration key among the inputs of the default provider of each door. */
const doors: Readonly<Record<string, (key: Key) => string>> = {
  "pulumi:providers:pulumi-nodejs": stackKey,
  "pulumi:providers:tencent-chat": (key) => key,
};

/** A provider that the program did not declare itself: its inputs are the stack's configuration at the last `up`. */
const isDefault = ({ urn }: StoredResource): boolean => /::default(_\d[^:]*)?$/.test(urn);

/**
 * The keys whose recorded value differs from today's. A refresh and a destroy use the recorded value.
 *
 * @returns undefined if nothing is recorded yet
 */
export function changedKeys(
  stored: readonly StoredResource[],
  today: StackValues,
): readonly string[] | undefined {
  const recorded = stored.flatMap((resource) => {
    const nameOf = isDefault(resource) ? doors[resource.type] : undefined;
    return nameOf === undefined ? [] : [(key: Key) => resource.inputs[nameOf(key)]];
  });
  if (recorded.length === 0) return undefined;
  const keys = Object.keys(variables) as Key[];
  return keys
    .filter((key) => recorded.some((at) => !isSame(at(key), today[stackKey(key)]?.value)))
    .map(stackKey);
}

function isSame(recorded: unknown, today: unknown): boolean {
  return isDeepStrictEqual(plain(recorded), plain(today));
}

/** A value in one form: an object may be its JSON text, and an empty value counts as not set. */
function plain(value: unknown): unknown {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "object") return value;
  const text = String(value);
  return text.startsWith("{") ? (jsonIn(text) ?? text) : text;
}
