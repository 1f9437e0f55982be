import type { Fault } from "pulumi-tencent-chat/emulator";

/** Requests for one call while the service or the network is at fault. */
export const maxAttempts = 3;
/**
 * How long a host waits for one request. Only where a fault is about time is it short: a machine that stands still for a
 * moment must not look like a fault in all other cells.
 */
export const timeoutSeconds = { patient: 10, hasty: 1 } as const;
const late = timeoutSeconds.hasty * 1000 + 150;

/** Each family of commands has codes of its own for the same thing. */
export type Family = "group" | "room" | "friends" | "account" | "chatbot" | "profile";

/** What happens to a request. */
export interface Strike {
  readonly fault: Omit<Fault, "command" | "skip" | "times">;
  /** To be read after the command's name. */
  readonly what: string;
  /** What an error says of it, as a regular expression. */
  readonly says: string;
}

/** How a call ends, and after how many requests. */
export interface Outcome {
  readonly ends: "succeeds" | "fails";
  readonly least: number;
  readonly most: number;
}

export interface FaultRow {
  readonly name: string;
  /** Undefined where a family of commands does not know the fault. */
  readonly strike: (family: Family) => Strike | undefined;
  /** When one request meets the fault. */
  readonly once: Outcome;
  /** When every request from there on does. */
  readonly always: Outcome;
  /** @default "patient" */
  readonly host?: keyof typeof timeoutSeconds;
  /** The service does the work of a request that meets the fault. */
  readonly carriedOut?: true;
  /** The client cannot tell whether it did. */
  readonly answerLost?: true;
}

const succeeds = (after: number): Outcome => ({ ends: "succeeds", least: after, most: after });
const fails = (least: number, most = least): Outcome => ({ ends: "fails", least, most });

function codes(byFamily: Partial<Record<Family, number>>): FaultRow["strike"] {
  return (family) => {
    const errorCode = byFamily[family];
    if (errorCode === undefined) return undefined;
    const what = `answered by error ${errorCode}`;
    return { fault: { kind: "errorCode", errorCode }, what, says: `error ${errorCode}, ` };
  };
}

function all(errorCode: number): FaultRow["strike"] {
  const families: readonly Family[] = ["group", "room", "friends", "account", "chatbot", "profile"];
  return codes(Object.fromEntries(families.map((family) => [family, errorCode])));
}

function way(fault: Strike["fault"], what: string, says: string): FaultRow["strike"] {
  return () => ({ fault, what, says });
}

/**
 * Every kind of fault that the emulator can make, error codes once for each way in which the client takes them. Too many
 * calls are borne longer than the rest: until four times as many attempts, or until the time of a call is over.
 */
export const faults: readonly FaultRow[] = [
  {
    name: "an error that somebody has to mend",
    strike: codes({
      group: 10004,
      room: 100006,
      friends: 30001,
      account: 70402,
      chatbot: 10008,
      profile: 40001,
    }),
    once: fails(1),
    always: fails(1),
  },
  {
    name: "a fault of the service's own",
    strike: codes({
      group: 10002,
      room: 100001,
      friends: 30006,
      account: 70169,
      chatbot: 10002,
      profile: 40006,
    }),
    once: succeeds(2),
    always: fails(maxAttempts),
  },
  {
    name: "too many calls of a command",
    strike: all(60007),
    once: succeeds(2),
    always: fails(4, 4 * maxAttempts),
    host: "hasty",
  },
  {
    name: "too many calls of a service or of an app",
    strike: codes({
      group: 10006,
      room: 100012,
      friends: 60011,
      account: 60018,
      chatbot: 60018,
      profile: 60011,
    }),
    once: succeeds(2),
    always: fails(4, 4 * maxAttempts),
    host: "hasty",
  },
  {
    name: "an expired UserSig",
    strike: all(70001),
    once: succeeds(2),
    always: fails(2),
  },
  {
    name: "another write on the same user",
    strike: codes({ friends: 30008 }),
    once: succeeds(2),
    always: fails(maxAttempts),
  },
  {
    name: "a gateway without its service",
    strike: way(
      { kind: "status", status: 502 },
      "answered by HTTP 502",
      "unexpected HTTP status \\(HTTP 502\\)",
    ),
    once: succeeds(2),
    always: fails(maxAttempts),
    answerLost: true,
  },
  {
    name: "a gateway that knows no such path",
    strike: way(
      { kind: "status", status: 404 },
      "answered by HTTP 404",
      "unexpected HTTP status \\(HTTP 404\\)",
    ),
    once: fails(1),
    always: fails(1),
  },
  {
    name: "a slow answer",
    strike: way({ kind: "latency", milliseconds: 100 }, "answered slowly", "never said"),
    once: succeeds(1),
    always: succeeds(1),
    carriedOut: true,
  },
  {
    name: "an answer after the time is over",
    strike: way({ kind: "latency", milliseconds: late }, "answered too late", "no complete answer in time"),
    once: succeeds(2),
    always: fails(maxAttempts),
    host: "hasty",
    carriedOut: true,
    answerLost: true,
  },
  {
    name: "an answer of somebody else",
    strike: way({ kind: "notJson" }, "answered by a page", "the answer was not the JSON of this service"),
    once: succeeds(2),
    always: fails(maxAttempts),
    answerLost: true,
  },
  {
    name: "half an answer",
    strike: way({ kind: "truncated" }, "answered by half", "the answer was cut off"),
    once: succeeds(2),
    always: fails(maxAttempts),
    carriedOut: true,
    answerLost: true,
  },
  {
    name: "a connection that breaks before the work",
    strike: way({ kind: "resetBefore" }, "cut off before the work", "the connection broke"),
    once: succeeds(2),
    always: fails(maxAttempts),
    answerLost: true,
  },
  {
    name: "a connection that breaks after the work",
    strike: way({ kind: "resetAfter" }, "cut off after the work", "the connection broke"),
    once: succeeds(2),
    always: fails(maxAttempts),
    carriedOut: true,
    answerLost: true,
  },
  {
    name: "silence",
    strike: way({ kind: "hang" }, "never answered", "no complete answer in time"),
    once: succeeds(2),
    always: fails(maxAttempts),
    host: "hasty",
    answerLost: true,
  },
];
