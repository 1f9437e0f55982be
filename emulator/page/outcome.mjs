/** @typedef {import("../control/events").Events["requests"]["requests"][number]} LoggedRequest */
/** @typedef {{ kind: "well" | "failed" | "fault" | "waiting", text: string }} Outcome */

/** Faults after which a request may still get an answer, or waits until its client gives up. */
const waitingFaults = ["latency", "hang"];

/** @param {LoggedRequest} request */
export function isWaiting({ fault, record: { errorCode, refused } }) {
  return refused === undefined && errorCode === null && (fault === null || waitingFaults.includes(fault));
}

/**
 * How a request ended, in words and as one of four kinds. A request that met a fault always has the kind `fault`.
 *
 * @param {LoggedRequest} request
 * @returns {Outcome}
 */
export function outcomeOf(request) {
  const { fault, record } = request;
  if (record.byHand) return { kind: "well", text: "by hand" };
  if (record.refused !== undefined) return { kind: "failed", text: "refused" };
  const state = isWaiting(request) ? "waiting" : String(record.errorCode ?? "no answer");
  if (fault !== null) return { kind: "fault", text: `${state} (${fault})` };
  if (isWaiting(request)) return { kind: "waiting", text: state };
  return record.errorCode === 0 ? { kind: "well", text: "0 OK" } : { kind: "failed", text: `${state} FAIL` };
}

/**
 * @param {string} at ISO 8601
 * @returns {string} the time of day where the reader is, with milliseconds
 */
export function timeOf(at) {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${parts.map((part) => String(part).padStart(2, "0")).join(":")}.${ms}`;
}
