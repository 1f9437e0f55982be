import type { Message } from "../client/message";
import { ExplainedError } from "./explained-error";

/**
 * Work that ended half-way. The engine stores `id` and `properties` as the resource's state, and calls an update in the next `up`.
 * Without them, the state would forget the work that was done.
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
