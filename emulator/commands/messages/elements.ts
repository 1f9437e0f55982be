import { type Codes, choice, type Field, list, optional, record, text } from "../../http/fields";
import { type ErrorCode, Refusal } from "../../model/errors";
import { limits, utf8Bytes } from "../../model/limits";
import type { Choices } from "../command";

/** Source: "Message Formats". */
const elementTypes = [
  "TIMTextElem",
  "TIMLocationElem",
  "TIMFaceElem",
  "TIMCustomElem",
  "TIMSoundElem",
  "TIMImageElem",
  "TIMFileElem",
  "TIMVideoFileElem",
] as const;

type ElementType = (typeof elementTypes)[number];

/** One part of a message, with the client's `MsgContent`. */
export interface Element {
  readonly MsgType: ElementType;
  readonly MsgContent: object;
}

/** Points that the documents leave open for every message. */
export const messageChoices: Choices = {
  "who gets the message": "nobody: only the request log and the page show it",
  "the checks of MsgContent": "it has to be an object; that of a TIMTextElem needs a Text",
  "a second message with the same random number": "a separate message",
  "what the limit on the size of a message counts": "the JSON of MsgBody, in UTF-8",
};

/** The optional fields that say how the service should deliver a message. Only their JSON type is checked. */
export function deliveryFields(rules: Codes) {
  const mayBeEmpty = true;
  const words = optional(list(text({ ...rules, mayBeEmpty }), { ...rules, mayBeEmpty }));
  return {
    CloudCustomData: optional(text({ ...rules, mayBeEmpty })),
    OfflinePushInfo: optional(record({}, rules)),
    ForbidCallbackControl: words,
    SendMsgControl: words,
  };
}

/** MsgBody: the elements of a message. */
export function messageBody(rules: Codes): Field<readonly Element[]> {
  const { shape, read } = record({}, rules);
  /** Keeps the client's object as it is, because no table has its fields. */
  const content: Field<object> = {
    shape,
    read(value, name) {
      read(value, name);
      return value as object;
    },
  };
  return list(record({ MsgType: choice(elementTypes, rules), MsgContent: content }, rules), rules);
}

/**
 * Checks the parts of a message that no table of fields can describe.
 * @throws Refusal
 */
export function checkMessage(
  elements: readonly Element[],
  codes: { readonly malformed: ErrorCode; readonly tooLarge: ErrorCode },
): void {
  for (const { MsgType, MsgContent } of elements)
    if (MsgType === "TIMTextElem" && typeof (MsgContent as { Text?: unknown }).Text !== "string")
      throw new Refusal(codes.malformed, "the MsgContent of a TIMTextElem has no Text");
  if (utf8Bytes(JSON.stringify(elements)) > limits.messageBytes) throw new Refusal(codes.tooLarge);
}
