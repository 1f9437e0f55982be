import * as pulumi from "@pulumi/pulumi";

/** What a program asks the engine to register. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Program {
  /** What was registered so far. */
  readonly registered: readonly Registration[];
  /** Resolves once a resource is registered. */
  settled(resource: pulumi.Resource): Promise<void>;
}

/**
 * Starts anew as a program that the engine runs.
 *
 * @param existing names of resources that the engine knows: in a preview only those have an id
 */
export async function startProgram({
  preview = false,
  existing = [] as readonly string[],
} = {}): Promise<Program> {
  const registered: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        const hasId = !preview || existing.includes(name);
        return { id: hasId ? `${name}-id` : undefined, state: inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
  return {
    registered,
    settled: async ({ urn }) => {
      await new Promise((resolve) => urn.apply(resolve));
    },
  };
}

/** The warnings of each test of the suite that calls this. */
export function warnings(): readonly string[] {
  const { warn } = pulumi.log;
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    Object.assign(pulumi.log, { warn: async (text: string) => void said.push(text) });
  });
  afterEach(() => Object.assign(pulumi.log, { warn }));
  return said;
}
