import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { Fields } from "./inputs";

/** All calls of the engine for a type of resource. The defaults of the SDK's host would lose outputs. */
export type EngineCalls<Inputs extends object, State extends Inputs> = Required<
  Omit<ResourceProvider<Inputs, State>, "configure">
>;

/** A type of resource, in one app. */
export interface Lifecycle<Inputs extends object, State extends Inputs> extends EngineCalls<Inputs, State> {
  /** The inputs of such a resource. */
  readonly fields: Fields;
  /**
   * The things that a resource with these inputs owns, in words for a message. No other resource of the stack may own them. The
   * inputs may be wrong or unknown.
   */
  readonly owns?: (inputs: Inputs) => readonly string[];
  /**
   * Records that a resource with this state (or, so far, only these inputs) moves to another app and gives up everything in this
   * one. The engine deletes it here in the same run.
   */
  readonly leave?: (olds: Partial<State>) => void;
}
