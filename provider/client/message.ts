/**
 * A term of a message, for which the user of the client may choose another word: a setting of the client, a field of a request, a
 * whole request, a bound of the work, or the service that is called.
 */
export type Term =
  | "sdkAppId"
  | "secretKey"
  | "identifier"
  | "region"
  | "baseUrl"
  | "requestsPerSecond"
  | "GroupId"
  | "RoomId"
  | "From_Account"
  | "Owner_Account"
  | "the request"
  | "the deadline"
  | "what runs already uses the old one"
  | "room_engine_http_srv"
  | "live_engine_http_srv";

/** A message for a person, in which the terms still wait for their words. */
export type Message = readonly (string | { readonly term: Term })[];

export const term = (name: Term): Message => [{ term: name }];

/** A message as a template: `` message`Check ${term("GroupId")}.` `` */
export function message(
  texts: TemplateStringsArray,
  ...inserted: readonly (string | number | Message)[]
): Message {
  return texts.flatMap((text, at) => {
    const part = inserted[at] ?? "";
    return [text, ...(typeof part === "object" ? part : [String(part)])];
  });
}

/** @param wordFor returns the word for a term; by default the client's own word */
export function render(parts: Message, wordFor: (term: Term) => string = (name) => name): string {
  return parts.map((part) => (typeof part === "string" ? part : wordFor(part.term))).join("");
}
