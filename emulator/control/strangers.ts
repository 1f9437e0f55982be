import type { IncomingMessage } from "node:http";

/** Addresses at which a client of this machine reaches the emulator. */
const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/** Bound to all addresses, it is reached by names that it cannot know. */
const anyAddress = ["0.0.0.0", "::"];

interface Visitor extends Pick<IncomingMessage, "method" | "headers"> {
  readonly host: string;
  /** The address that the emulator listens on. */
  readonly boundTo: string;
}

/**
 * A page of any web site that is open in a browser here can send requests to loopback, and can give its own name this
 * machine's address. The Host header tells the second, the Origin header the first where the request could change or be
 * read, and Sec-Fetch-Site what a browser loads without an Origin: an image, a script, a frame. A link may lead here.
 */
const strangers: readonly { readonly problem: string; isOne(visitor: Visitor): boolean }[] = [
  {
    problem: "the Host header does not name this emulator",
    isOne: ({ host, boundTo }) =>
      !anyAddress.includes(boundTo) &&
      ![...loopbackNames, boundTo].includes(host.toLowerCase().replace(/:\d+$/, "")),
  },
  {
    problem: "control routes are not for pages of other sites",
    isOne: ({ host, headers: { origin } }) => origin !== undefined && origin !== `http://${host}`,
  },
  {
    problem: "control routes are not for pages of other sites",
    isOne: ({ method, headers }) =>
      !["same-origin", "none"].includes(headerOf(headers, "sec-fetch-site") ?? "none") &&
      !(method === "GET" && headerOf(headers, "sec-fetch-dest") === "document"),
  },
];

/** @returns why whoever sends this request may not use the control routes; undefined when they may */
export function problemOf(request: IncomingMessage, boundTo: string): string | undefined {
  const { method, headers } = request;
  const visitor: Visitor = { method, headers, host: headers.host ?? "", boundTo };
  return strangers.find((each) => each.isOne(visitor))?.problem;
}

function headerOf(headers: IncomingMessage["headers"], name: string): string | undefined {
  return headers[name]?.toString();
}
