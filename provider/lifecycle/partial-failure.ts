import type { Message } from "../client/message";
import { ExplainedError } from "./explained-error";

/**
 * Work that ended half-way. The engine stores `id` and `properties` as the resource's state and asks for an update in
 * the next `up`; without them what was done would be forgotten.
 */
export class PartialFailure extends ExplainedError {
  override readonly name = "PartialFailure";
  readonly reasons: string[];

  constructor(
    readonly id: string,
    readonly properties: object,
    told: string | Message,
  ) {
    super(told);
    this.reasons = [this.message];
  }
}
