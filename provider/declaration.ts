/**
 * The input by which a class tells the provider host which declaration of the program a resource is. `check` removes it, so no
 * state has it. The host needs it, since nothing else distinguishes two resources with equal inputs.
 */
export const declarationProperty = "__declaration";

export interface Declaration {
  /** The resource's name for messages, unique among the resources of its type. */
  readonly name: string;
  /** The resource's number in the program, in the order of constructor calls. */
  readonly order: number;
}

/** As an input: one text, since the SDK makes promises for each property of an object, in every resource. */
export function declarationText({ name, order }: Declaration): string {
  return `${order} ${name}`;
}

export function declarationFrom(text: unknown): Declaration | undefined {
  const [, order, name] = (typeof text === "string" && /^(\d+) (.*)$/s.exec(text)) || [];
  return name === undefined ? undefined : { name, order: Number(order) };
}
