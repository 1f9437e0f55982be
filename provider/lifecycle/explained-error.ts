import { entryOf } from "../client/catalogue";
import { type Message, message, render } from "../client/message";
import { escapeControls } from "../client/printable";

/**
 * A failure whose message says all that a person needs; its stack would be noise. It may hold names that the service gave,
 * so the characters in it that act on a terminal are escaped.
 */
export class ExplainedError extends Error {
  override readonly name: string = "ExplainedError";

  /** The message, whose terms get their words where it leaves for the engine. */
  readonly told: Message;

  constructor(told: string | Message, options?: ErrorOptions) {
    const parts = typeof told === "string" ? [told] : told;
    super(escapeControls(render(parts)), options);
    this.told = parts;
  }
}

/** What an error tells a person, to be a part of another message. */
export function toldBy(error: Error): Message {
  return "told" in error ? (error.told as Message) : [error.message];
}

/** A failure with another message, if there is one. */
export function explained(error: Error, told: Message | undefined): Error {
  return told === undefined ? error : new ExplainedError(told, { cause: error });
}

/** For an answer that is OK and says nothing about what was asked. It proves neither presence nor absence. */
export function silence(command: string, subject: string): ExplainedError {
  return new ExplainedError(
    `${command}: the answer says nothing of ${subject}, so it is not known whether it is there. Run again.`,
  );
}

/** For a command that answers OK as a whole, and gives each account a code of its own. */
export function refusal(
  command: string,
  userId: string,
  { code, info }: { readonly code: number; readonly info: string },
): ExplainedError {
  const { meaning, hint } = entryOf(code);
  return new ExplainedError(
    message`${command}: error ${code} for ${userId}, ${meaning}. The service says: "${info}". ${hint}`,
  );
}
