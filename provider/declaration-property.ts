/**
 * The input by which a class tells the provider host which declaration of the program a resource is. `check` takes it away,
 * so it is in no state. The host needs it since nothing else tells two resources of equal inputs apart.
 */
export const declarationProperty = "__declaration";
