import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { Fields } from "./inputs";

/** All that the engine may ask of a type of resource; none is left to the SDK's host, whose defaults lose outputs. */
export type EngineCalls<Inputs extends object, State extends Inputs> = Required<
  Omit<ResourceProvider<Inputs, State>, "configure">
>;

/** A type of resource, in one app. */
export interface Lifecycle<Inputs extends object, State extends Inputs> extends EngineCalls<Inputs, State> {
  /** What a program declares of such a resource. */
  readonly fields: Fields;
  /**
   * What a resource with these inputs owns, as a person calls it. Another resource of the stack may not own it, too. The
   * inputs may be wrong or unknown.
   */
  readonly owns?: (inputs: Inputs) => readonly string[];
  /**
   * A resource with this state, or of which only these inputs are known yet, goes to another app: what it has in this
   * one is given up. It is deleted here in the same run.
   */
  readonly leave?: (olds: Partial<State>) => void;
}
