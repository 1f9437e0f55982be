/** A failure whose message says all that a person needs; its stack would be noise. */
export class ExplainedError extends Error {
  override readonly name: string = "ExplainedError";
}
