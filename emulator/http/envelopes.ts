import { randomUUID } from "node:crypto";

/** The part of an answer that says how a request went. */
export interface Outcome {
  readonly ActionStatus: "OK" | "FAIL";
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

/** What a command adds to the envelope of its answer. */
export type Payload = Readonly<Record<string, unknown>>;

/** Puts an answer together. A payload may override the outcome's fields: one documented success does. */
export type Envelope = (outcome: Outcome, payload: Payload) => Payload;

/** Source: "RESTful API Overview". */
export const plainEnvelope: Envelope = (outcome, payload) => ({ ...outcome, ...payload });

/** Every answer of the room service carries a RequestId, also a failure. Source: "Deleting a Robot". */
export const roomEnvelope: Envelope = (outcome, payload) => ({
  ...outcome,
  RequestId: nextRequestId(),
  ...payload,
});

/**
 * Source: "Deleting Lists". What ErrorDisplay says on failure is not documented; the samples of successes leave it
 * empty and so does this one.
 */
export const relationshipEnvelope: Envelope = (outcome, payload) => ({
  ...outcome,
  ErrorDisplay: "",
  ...payload,
});

const instance = randomUUID().replaceAll("-", "");
let requests = 0;

/** Of the shape of the documented samples: an instance and a counter. */
function nextRequestId(): string {
  requests += 1;
  return `Id-${instance}-O-Seq-${requests}`;
}
