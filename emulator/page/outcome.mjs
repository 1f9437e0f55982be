/** @typedef {import("../control/events").Events["requests"]["requests"][number]} LoggedRequest */
/** @typedef {{ kind: "well" | "failed" | "fault" | "waiting", text: string }} Outcome */

/**
 * How a request ended, in words and as one of four kinds. One that met a fault is of that kind whatever it was answered.
 *
 * @param {LoggedRequest} request
 * @returns {Outcome}
 */
export function outcomeOf({ fault, record: { errorCode } }) {
  if (fault !== null) return { kind: "fault", text: errorCode === null ? fault : `${errorCode} ${fault}` };
  if (errorCode === null) return { kind: "waiting", text: "waiting" };
  return errorCode === 0 ? { kind: "well", text: "0 OK" } : { kind: "failed", text: `${errorCode} FAIL` };
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
