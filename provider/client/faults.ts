import { type Message, message, term } from "./message";

/** What can go wrong with a request before the service's own error code is known. */
export type FaultKind =
  | "refused"
  | "dns"
  | "tls"
  | "timeout"
  | "broken"
  | "cut"
  | "tooLarge"
  | "redirect"
  | "status"
  | "serverStatus"
  | "notJson"
  | "shape"
  | "proxy"
  | "proxyFailed"
  | "proxyRefused"
  | "outOfTime"
  | "cancelled";

export interface FaultEntry {
  readonly meaning: string;
  readonly hint: Message;
  readonly retry: boolean;
  /** Whether the service may have done the work: the request may have arrived, and only the answer was lost. */
  readonly mayHaveHappened: boolean;
}

const later = ["Run again; if it happens again, check the network between this machine and the service."];
const address = message`Check ${term("region")} or ${term("baseUrl")}, and the network of this machine.`;
const gateway = [
  "A gateway or a proxy may have answered instead of the service: check what is between this machine and the service.",
];

export const faults: Readonly<Record<FaultKind, FaultEntry>> = {
  refused: { meaning: "could not connect", hint: address, retry: true, mayHaveHappened: false },
  dns: {
    meaning: "the host's name could not be resolved",
    hint: address,
    retry: true,
    mayHaveHappened: false,
  },
  tls: {
    meaning: "the server's certificate was not accepted",
    hint: ["If a proxy or gateway has its own CA, name the CA's file in NODE_EXTRA_CA_CERTS."],
    retry: false,
    mayHaveHappened: false,
  },
  timeout: { meaning: "no complete answer in time", hint: later, retry: true, mayHaveHappened: true },
  broken: { meaning: "the connection broke", hint: later, retry: true, mayHaveHappened: true },
  cut: { meaning: "the answer was cut off", hint: later, retry: true, mayHaveHappened: true },
  tooLarge: { meaning: "the answer was over 4 MB", hint: gateway, retry: false, mayHaveHappened: true },
  redirect: {
    meaning:
      "the server answered with a redirect, which the client does not follow: it would pass on the UserSig",
    hint: address,
    retry: false,
    mayHaveHappened: false,
  },
  status: { meaning: "unexpected HTTP status", hint: gateway, retry: false, mayHaveHappened: false },
  serverStatus: { meaning: "unexpected HTTP status", hint: later, retry: true, mayHaveHappened: true },
  proxy: {
    meaning: "the environment names a proxy that cannot be used",
    hint: ["Correct that variable, or name the service's host in NO_PROXY."],
    retry: false,
    mayHaveHappened: false,
  },
  proxyFailed: {
    meaning: "the proxy made no connection to the service",
    hint: ["Check the proxy and the variable that names it, or name the service's host in NO_PROXY."],
    retry: true,
    mayHaveHappened: false,
  },
  proxyRefused: {
    meaning: "the proxy refused a connection to the service",
    hint: [
      "Check the user and password of the proxy and what it lets through, or name the service's host in NO_PROXY.",
    ],
    retry: false,
    mayHaveHappened: false,
  },
  notJson: {
    meaning: "the answer was not the JSON of this service",
    hint: gateway,
    retry: true,
    mayHaveHappened: true,
  },
  outOfTime: {
    meaning: "the time limit of the work was reached",
    hint: message`Run again: what was done is kept. If it needs more time, raise ${term("the deadline")}.`,
    retry: false,
    mayHaveHappened: false,
  },
  cancelled: {
    meaning: "the run was cancelled",
    hint: message`Run again: what was done is kept.`,
    retry: false,
    mayHaveHappened: false,
  },
  shape: {
    meaning: "the answer was not of its documented shape",
    hint: message`${gateway} Or the service has changed: please report it with the whole message.`,
    retry: true,
    mayHaveHappened: true,
  },
};

export function entryOfFault(kind: FaultKind): FaultEntry {
  return faults[kind];
}

/**
 * A request that the service itself did not answer. It never contains the HTTP library's error, whose text has the URL and so
 * the UserSig.
 */
export class TransportFault extends Error {
  override readonly name = "TransportFault";

  /** @param detail more about the fault, such as a system error code or an HTTP status */
  constructor(
    readonly kind: FaultKind,
    readonly detail = "",
  ) {
    super(`${faults[kind].meaning}${detail === "" ? "" : ` (${detail})`}`);
  }
}
