/** Texts shorter than this cannot be told from ordinary ones, and are no working secrets. */
const minSecretLength = 8;

/** A copy of a JSON value in which every text that holds a secret is replaced. */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  return without(
    secrets.filter((secret) => secret.length >= minSecretLength),
    value,
  );
}

function without(secrets: readonly string[], value: unknown): unknown {
  if (typeof value === "string")
    return secrets.some((secret) => value.includes(secret)) ? "[redacted]" : value;
  if (Array.isArray(value)) return value.map((each) => without(secrets, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [without(secrets, key), without(secrets, each)]),
  );
}
