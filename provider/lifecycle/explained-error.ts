import { entryOf } from "../client/catalogue";
import { type Message, message, render } from "../client/message";
import { escapeControls } from "../printable";

/**
 * A failure whose message says everything that a person needs, without its stack. The message may contain names from the service,
 * so characters that act on a terminal are escaped.
 */
export class ExplainedError extends Error {
  override readonly name: string = "ExplainedError";

  /** The message with its terms, which get their words when the engine receives it. */
  readonly told: Message;

  constructor(told: string | Message, options?: ErrorOptions) {
    const parts = typeof told === "string" ? [told] : told;
    super(escapeControls(render(parts)), options);
    this.told = parts;
  }
}

/** The message of an error, as a part of another message. */
export function toldBy(error: Error): Message {
  return "told" in error ? (error.told as Message) : [error.message];
}

/** A failure with another message, if there is one. */
export function explained(error: Error, told: Message | undefined): Error {
  return told === undefined ? error : new ExplainedError(told, { cause: error });
}

/** For an answer that is OK, but says nothing about the subject. It proves neither presence nor absence. */
export function silence(command: string, subject: string): ExplainedError {
  return new ExplainedError(
    `${command}: the answer says nothing about ${subject}, so it may or may not exist. Run again.`,
  );
}

/** For one account or group that failed, in an answer that is OK as a whole. */
export function refusal(
  command: string,
  subject: string,
  { code, info }: { readonly code: number; readonly info: string },
): ExplainedError {
  const { meaning, hint } = entryOf(code);
  return new ExplainedError(
    message`${command}: error ${code} for ${subject}, ${meaning}. The service says: "${info}". ${hint}`,
  );
}
