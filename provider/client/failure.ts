import { entryOf, isCodeOfWholeApp, type RetryClass } from "./catalogue";
import type { Command } from "./commands";
import { isTencentChatError, TencentChatError } from "./errors";
import { entryOfFault, type FaultKind, type TransportFault } from "./faults";
import { type Message, message } from "./message";

/** Why one request did not succeed. All texts are free of secrets. */
export type Failure =
  | { readonly kind: "code"; readonly code: number; readonly info: string; readonly requestId?: string }
  | {
      readonly kind: "fault";
      readonly fault: FaultKind;
      readonly info: string;
      readonly requestId?: undefined;
      readonly cause: TransportFault;
    };

export function retryClassOf(failure: Failure): RetryClass {
  if (failure.kind === "code") return entryOf(failure.code).retry;
  return entryOfFault(failure.fault).retry ? "pause" : "never";
}

/** Whether all other calls of the app will fail in the same way, for any group, room or account. */
export function isOfWholeApp(error: unknown): boolean {
  if (!isTencentChatError(error)) return false;
  return error.code === undefined || isCodeOfWholeApp(error.code);
}

/** Whether the service may have done the work although the request failed. */
export function mayHaveHappened(failure: Failure): boolean {
  return failure.kind === "fault" && entryOfFault(failure.fault).mayHaveHappened;
}

/** A hint with the values of the fields that it names: `Check groupId "live-main"`. */
const withValues = (hint: Message, valueOfField: (field: string) => string | undefined): Message =>
  hint.flatMap((part) => {
    const value = typeof part === "string" ? undefined : valueOfField(part.term);
    return value === undefined ? [part] : [part, ` "${value}"`];
  });

/**
 * The error that a caller gets: what failed, what it means, what to do, and what was tried.
 *
 * @param valueOfField gives what was sent in a field of the request, as a message may quote it
 */
export function errorOf(
  failure: Failure,
  { path: command, hints }: Pick<Command<unknown, unknown>, "path" | "hints">,
  tried: { readonly attempts: number; readonly mayHaveHappened: boolean },
  valueOfField: (field: string) => string | undefined,
): TencentChatError {
  const { attempts } = tried;
  const circumstances = { command, ...tried };
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (failure.kind === "fault") {
    const { hint } = entryOfFault(failure.fault);
    const { fault, info, cause } = failure;
    const told = message`${command}: ${info}. ${hint} (${tries})`;
    return new TencentChatError({ ...circumstances, told, fault, info, hint }, cause);
  }
  const { code, info, requestId } = failure;
  const { meaning, hint: common } = entryOf(code);
  const hint = withValues(hints.get(code) ?? common, valueOfField);
  const quoted = info === "" ? "" : ` The service says: "${info}".`;
  const trace = requestId === undefined ? tries : `${tries}, RequestId ${requestId}`;
  const told = message`${command}: error ${code}, ${meaning}.${quoted} ${hint} (${trace})`;
  return new TencentChatError({ ...circumstances, told, code, info, hint, requestId });
}
