import { escapeControls } from "../client/printable";

/**
 * A failure whose message says all that a person needs; its stack would be noise. Names of groups and accounts in it may be
 * the service's, so no character of it acts on a terminal.
 */
export class ExplainedError extends Error {
  override readonly name: string = "ExplainedError";

  constructor(message: string, options?: ErrorOptions) {
    super(escapeControls(message), options);
  }
}

/** An answer that is OK, and silent on what was asked: no proof of anything. */
export function silence(command: string, subject: string): ExplainedError {
  return new ExplainedError(
    `${command}: the answer says nothing of ${subject}, so it is not known whether it is there. Run again.`,
  );
}
