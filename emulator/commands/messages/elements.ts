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

/** One part of a message. `MsgContent` is what the client sent. */
export interface Element {
  readonly MsgType: ElementType;
  readonly MsgContent: object;
}

/** What the documents leave open of every message. */
export const messageChoices: Choices = {
  "who gets the message": "nobody: the request log and the page show it, and nothing else keeps it",
  "what is checked of MsgContent": "that it is an object, and that the one of TIMTextElem has a Text",
  "a second message with the random number of another": "a message of its own",
  "what of the message the limit on its size counts": "the JSON of MsgBody, in UTF-8",
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
  /** Keeps what the client sent, of which no table has the fields. */
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
 * Checks what no table of fields can say of a message.
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
