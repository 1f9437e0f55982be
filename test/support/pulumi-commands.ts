/**
 * The commands of the Pulumi CLI that the documentation shows, each with the flags that it shows. The ring `engine` holds
 * them against the help of the real one.
 */
export const pulumiCommands: Readonly<Record<string, readonly string[]>> = {
  cancel: ["--yes"],
  "config set": ["--secret", "--path", "--stack"],
  "config rm": [],
  destroy: ["--yes", "--stack", "--remove", "--run-program"],
  import: ["--file", "--protect", "--yes", "--out"],
  login: [],
  "package add": [],
  "package get-schema": [],
  preview: ["--expect-no-changes", "--stack", "--refresh", "--diff"],
  refresh: ["--yes", "--stack", "--clear-pending-creates", "--run-program"],
  "stack init": [],
  "stack ls": [],
  "stack rm": ["--yes"],
  "stack select": ["--create"],
  "stack output": [],
  up: [
    "--yes",
    "--stack",
    "--refresh",
    "--diff",
    "--run-program",
    "--skip-preview",
    "--target",
    "--expect-no-changes",
  ],
  "state delete": [],
  version: [],
};

/** What a command line of the CLI asks for: the longest known command that it begins with. */
export function pulumiCommandOf(words: readonly string[]): string | undefined {
  const line = words.join(" ");
  const known = Object.keys(pulumiCommands).filter((name) => `${line} `.startsWith(`${name} `));
  return known.sort((one, other) => other.length - one.length)[0];
}
