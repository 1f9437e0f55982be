import { jsonIn, onStack, type PulumiAnswer, pulumiJson } from "./pulumi";

/** A resource that the stack owns, as the engine recorded it. Secrets are in clear. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Exported {
  readonly deployment?: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly type: string;
      readonly inputs?: object;
      /** True for a resource that the program only reads. */
      readonly external?: boolean;
    }[];
  };
}

/**
 * Everything that a stack of the project in the folder owns.
 *
 * @param stack the selected one if left out
 */
export async function storedResources(
  stack: string | undefined,
  folder: string,
): Promise<PulumiAnswer<readonly StoredResource[]>> {
  const args = ["stack", "export", "--show-secrets", ...onStack(stack)];
  const exported = await pulumiJson<Exported>(args, folder);
  if (exported.from !== "stack") return exported;
  const { resources = [] } = exported.value.deployment ?? {};
  const value = resources
    .filter(({ external }) => external !== true)
    .map(({ urn, type, inputs = {} }) => ({
      urn,
      type,
      inputs: inClear(inputs) as StoredResource["inputs"],
    }));
  return { from: "stack", value };
}

/** Marks a secret in the engine's JSON. The secret's value is the JSON text in `plaintext`. */
const secretMark = { key: "4dabf18193072939515e22adb298388d", value: "1b47061264138c4ac30d75fd1eb44270" };

function inClear(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inClear);
  const { [secretMark.key]: mark, plaintext } = value as Readonly<Record<string, unknown>>;
  if (mark === secretMark.value && typeof plaintext === "string") return jsonIn(plaintext);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inClear(each)]));
}
