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
  const fields = { MsgType: choice(elementTypes, rules), MsgContent: record({}, rules) };
  const element = record(fields, rules);
  const textContent = record({ Text: text({ ...rules, mayBeEmpty: true }) }, rules);
  const read: Field<Element>["read"] = (value, name) => {
    const { MsgType } = element.read(value, name);
    const { MsgContent } = value as Element;
    if (MsgType === "TIMTextElem") textContent.read(MsgContent, `${name}.MsgContent`);
    return { MsgType, MsgContent };
  };
  return list({ shape: element.shape, read }, rules);
}

/** @throws Refusal */
export function checkSize(elements: readonly Element[], tooLarge: ErrorCode): void {
  if (utf8Bytes(JSON.stringify(elements)) > limits.messageBytes) throw new Refusal(tooLarge);
}
