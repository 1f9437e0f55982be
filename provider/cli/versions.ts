/** The package by its own name, because the compiled file does not lie where this one does. */
const manifest = require("pulumi-tencent-chat/package.json") as {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
};

/** This package's own version. */
export const version: string = manifest.version;

/** What this package needs, as its package.json says, in the form `>=3.216 <4`. */
export const needed = {
  node: manifest.engines.node,
  /** Of the SDK, and of the CLI as well: they are released together. */
  pulumi: manifest.peerDependencies["@pulumi/pulumi"],
} as const;

const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);

function compare(one: readonly number[], other: readonly number[]): number {
  for (const at of [0, 1, 2]) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version such as `v3.216.0` is in a range of `>=` and `<`. */
export function isIn(range: string, text: string): boolean {
  return range.split(" ").every((bound) => {
    const difference = compare(numbersOf(text), numbersOf(bound));
    return bound.startsWith(">=") ? difference >= 0 : difference < 0;
  });
}
