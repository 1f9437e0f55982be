/**
 * The input by which a class tells the provider host which declaration of the program a resource is. `check` takes it away,
 * so it is in no state. The host needs it since nothing else tells two resources of equal inputs apart.
 */
export const declarationProperty = "__declaration";

export interface Declaration {
  /** What a person calls the resource. No other resource of its type is called so. */
  readonly name: string;
  /** Which resource of the program it is, in the order of their constructors. */
  readonly order: number;
}
