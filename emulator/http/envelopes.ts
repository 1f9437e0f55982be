import { randomUUID } from "node:crypto";

/** The part of an answer that says whether the request succeeded. */
export interface Outcome {
  readonly ActionStatus: "OK" | "FAIL";
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

/** The fields that a command adds to the envelope of its answer. */
export type Payload = Readonly<Record<string, unknown>>;

/** Builds an answer. A payload may override fields of the outcome, as one documented success does. */
export type Envelope = (outcome: Outcome, payload: Payload) => Payload;

/** Source: "RESTful API Overview". */
export const plainEnvelope: Envelope = (outcome, payload) => ({ ...outcome, ...payload });

/** Every answer of the room service has a RequestId, even a failure. Source: "Deleting a Robot". */
export const roomEnvelope: Envelope = (outcome, payload) => ({
  ...outcome,
  RequestId: nextRequestId(),
  ...payload,
});

/**
 * Source: "Deleting Lists". No document says what ErrorDisplay contains after a failure. It is empty in the samples of successes,
 * and empty here.
 */
export const relationshipEnvelope: Envelope = (outcome, payload) => ({
  ...outcome,
  ErrorDisplay: "",
  ...payload,
});

/** The ErrorCodes for a body that is no valid request of the command. */
const malformed: readonly number[] = [30001, 60003, 60015];

/** For a body that it cannot decode, the relationship service begins the ErrorInfo with SNS_DECODE_ERR. Clients look for that text. */
export const friendsEnvelope: Envelope = (outcome, payload) => {
  const { ErrorCode, ErrorInfo } = outcome;
  const info = malformed.includes(ErrorCode) ? `SNS_DECODE_ERR: ${ErrorInfo}` : ErrorInfo;
  return relationshipEnvelope({ ...outcome, ErrorInfo: info }, payload);
};

const instance = randomUUID().replaceAll("-", "");
let requests = 0;

/** Has the form of the documented samples: an instance and a counter. */
function nextRequestId(): string {
  requests += 1;
  return `Id-${instance}-O-Seq-${requests}`;
}
