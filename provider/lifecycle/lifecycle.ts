import type { ResourceProvider } from "@pulumi/pulumi/dynamic";

/** All that the engine may ask of a type of resource; none is left to the SDK's host, whose defaults lose outputs. */
export type Lifecycle<Inputs extends object, State extends Inputs> = Required<
  Omit<ResourceProvider<Inputs, State>, "configure">
>;
