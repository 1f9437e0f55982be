import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { TLSSocket } from "node:tls";
import { regionOf } from "./regions";
import { restPrefix } from "./rest";

/** The names that a client on this machine can use for the emulator, whatever address it listens on. */
const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/** Says why a request may come from a page of another site; undefined for an allowed request. */
export type OriginGuard = (request: IncomingMessage, path: string) => string | undefined;

/**
 * Any web page that is open in a browser can send requests to loopback. Its site can even make its own name resolve to this
 * machine (DNS rebinding). Three headers reveal such a request, and no page can change them:
 *
 * - Host has the name in the browser's URL. A name that is neither the emulator's nor allowed belongs to a site that rebinds it. An
 *   address cannot be rebound, so the address of the connection is fine.
 * - Origin comes with every POST, with a fetch that reads the answer, and with a WebSocket.
 * - Sec-Fetch-Site comes with everything that a browser loads without an Origin: an image, a script, a frame.
 *
 * A link on another site may lead to the page at `/`. A client that is not a browser sends neither Origin nor Sec-Fetch-Site.
 *
 * @param boundTo the address that the emulator listens on
 * @param allowed further names in the Host header
 */
export function createOriginGuard(boundTo: string, allowed: readonly string[]): OriginGuard {
  const own = new Set([...loopbackNames, ...[boundTo, ...allowed].map(nameInHost)]);
  return (request, path) => {
    const { method, headers } = request;
    const { host = "", origin } = headers;
    const name = nameOf(host);
    const isRest = path.startsWith(restPrefix);
    const isKnown =
      own.has(name) ||
      (isRest && regionOf(host) !== undefined) ||
      name === addressInHost(request.socket.localAddress);
    if (!isKnown)
      return `the Host header does not name this emulator; --allow-host allows the name ${JSON.stringify(name)}`;
    const scheme = request.socket instanceof TLSSocket ? "https" : "http";
    if (origin !== undefined && origin !== `${scheme}://${host}`)
      return "the request comes from a page of another site";
    const site = headers["sec-fetch-site"] ?? "none";
    const isLink = method === "GET" && path === "/" && headers["sec-fetch-dest"] === "document";
    if (site !== "none" && site !== "same-origin" && !isLink)
      return "the request comes from a page of another site";
    return undefined;
  };
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, "");
}

/** A name or an address in the form of a Host header. */
function nameInHost(name: string): string {
  return isIPv6(name) ? `[${name.toLowerCase()}]` : name.toLowerCase();
}

/** A socket for both IPv4 and IPv6 shows an IPv4 address inside an IPv6 address. */
function addressInHost(address: string | undefined): string | undefined {
  return address === undefined ? undefined : nameInHost(address.replace(/^::ffff:(?=\d+\.)/i, ""));
}
