import { entryOf } from "./catalogue";
import { entryOfFault, type FaultKind } from "./faults";

/** What was learnt about a request that did not succeed. */
export type Failure =
  | { readonly kind: "code"; readonly code: number; readonly info: string; readonly requestId?: string }
  | { readonly kind: "fault"; readonly fault: FaultKind; readonly detail: string };

interface Circumstances {
  readonly command: string;
  readonly attempts: number;
  readonly mayHaveHappened: boolean;
}

/** A request to Tencent Cloud Chat that failed for good. Holds no secret, and no `cause` that could. */
export class TencentChatError extends Error {
  override readonly name = "TencentChatError";
  /** Service and command, such as `group_open_avchatroom_http_svc/add_robots`. */
  readonly command: string;
  /** The service's `ErrorCode`; undefined when no answer of the service's own came. */
  readonly code: number | undefined;
  /** What went wrong on the way, when no answer of the service's own came. */
  readonly fault: FaultKind | undefined;
  /** The service's `ErrorInfo`, or what is known of the fault. */
  readonly info: string;
  /** The service's `RequestId`, which room commands give; Tencent Cloud asks for it. */
  readonly requestId: string | undefined;
  /** How many requests were sent. */
  readonly attempts: number;
  /** What a person does about it. */
  readonly hint: string;
  /** True when an answer was lost, so that the service may have done the work. */
  readonly mayHaveHappened: boolean;

  constructor(failure: Failure, { command, attempts, mayHaveHappened }: Circumstances) {
    const known = failure.kind === "code" ? entryOf(failure.code) : entryOfFault(failure.fault);
    const info = failure.kind === "code" ? failure.info : failure.detail;
    const requestId = failure.kind === "code" ? failure.requestId : undefined;
    const what =
      failure.kind === "code"
        ? `error ${failure.code}, ${known.meaning}.${info === "" ? "" : ` The service says: "${info}".`}`
        : `${info}.`;
    const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
    const trace = requestId === undefined ? tries : `${tries}, RequestId ${requestId}`;
    super(`${command}: ${what} ${known.hint} (${trace})`);
    this.command = command;
    this.code = failure.kind === "code" ? failure.code : undefined;
    this.fault = failure.kind === "fault" ? failure.fault : undefined;
    this.info = info;
    this.requestId = requestId;
    this.attempts = attempts;
    this.hint = known.hint;
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** True for an error of this package's client, also one of another copy of this package. */
export function isTencentChatError(error: unknown): error is TencentChatError {
  return error instanceof Error && error.name === "TencentChatError" && "command" in error;
}
