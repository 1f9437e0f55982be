import type { FaultKind } from "./faults";
import { type Message, render } from "./message";

/** The details of an error; see the fields of {@link TencentChatError}. */
export interface ErrorDetails {
  readonly told: Message;
  readonly command: string;
  readonly code?: number;
  readonly fault?: FaultKind;
  readonly info: string;
  readonly requestId?: string;
  readonly attempts: number;
  readonly hint: Message;
  readonly mayHaveHappened: boolean;
}

/**
 * A request to Tencent Cloud Chat that failed for good.
 *
 * It contains no secret: the client redacts every text in it, including its `cause` and its stack.
 */
export class TencentChatError extends Error {
  override readonly name = "TencentChatError";
  /** The whole message, for a caller that has its own words for the client's terms. */
  readonly told: Message;
  /** Service and command, such as `group_open_avchatroom_http_svc/add_robots`. */
  readonly command: string;
  /** The service's `ErrorCode`; undefined if the service itself did not answer. */
  readonly code: number | undefined;
  /** What went wrong on the way, if the service itself did not answer. */
  readonly fault: FaultKind | undefined;
  /** The service's `ErrorInfo`, or the details of the fault. */
  readonly info: string;
  /** The service's `RequestId`, which only room commands return; Tencent Cloud's support asks for it. */
  readonly requestId: string | undefined;
  /** How many requests were sent. */
  readonly attempts: number;
  /** What a person can do about it: the part of the message that names terms. */
  readonly hint: Message;
  /** True if an answer was lost, so that the service may have done the work. */
  readonly mayHaveHappened: boolean;

  constructor(details: ErrorDetails, cause?: Error) {
    super(render(details.told), cause === undefined ? undefined : { cause });
    this.told = details.told;
    this.command = details.command;
    this.code = details.code;
    this.fault = details.fault;
    this.info = details.info;
    this.requestId = details.requestId;
    this.attempts = details.attempts;
    this.hint = details.hint;
    this.mayHaveHappened = details.mayHaveHappened;
  }
}

/** True for an error of this package's client, or of another copy of this package. */
export function isTencentChatError(error: unknown): error is TencentChatError {
  return error instanceof Error && error.name === "TencentChatError" && "command" in error;
}

/** Whether a request failed whose work the service may have done all the same: an answer was lost. */
export function mayBeDone(error: unknown): error is TencentChatError {
  return isTencentChatError(error) && error.mayHaveHappened;
}
