import http = require("node:http");
import https = require("node:https");

import type { Duplex } from "node:stream";
import { checkProxy, tellProxyFailures } from "./proxy";

/** The most connections to one app's host. */
const largestPool = 64;
/** The longest time for opening a connection. */
const connectMilliseconds = 5_000;

/** The error code of a connection that took too long to open, in the style of the system's codes. */
export const connectTimeoutCode = "ERR_CONNECT_TIMEOUT";

/** Set explicitly: NODE_TLS_REJECT_UNAUTHORIZED can switch the default off. */
const verified = { rejectUnauthorized: true } as const;
const pool = { keepAlive: true, maxSockets: largestPool, scheduling: "lifo", ...verified } as const;

type Connect = http.Agent["createConnection"];

/**
 * Gives up a connection that takes too long to open, TLS included, so that it does not use up the whole time of a request.
 */
function connectingInTime(
  connect: Connect,
  ready: "connect" | "secureConnect",
  milliseconds: number,
): Connect {
  return (options, callback) => {
    const socket = connect(options, callback);
    if (socket) giveUpAfter(socket, ready, milliseconds);
    return socket;
  };
}

function giveUpAfter(socket: Duplex, ready: "connect" | "secureConnect", milliseconds: number): void {
  const timer = setTimeout(() => {
    const error: NodeJS.ErrnoException = new Error("no connection in time");
    error.code = connectTimeoutCode;
    socket.destroy(error);
  }, milliseconds);
  for (const event of [ready, "close"]) socket.once(event, () => clearTimeout(timer));
}

function directAgent(secure: boolean, milliseconds: number): http.Agent {
  const agent = secure ? new https.Agent(pool) : new http.Agent(pool);
  const connect: Connect = agent.createConnection.bind(agent);
  agent.createConnection = connectingInTime(connect, secure ? "secureConnect" : "connect", milliseconds);
  return agent;
}

/** Connections to one host, with the name of the proxy that they use. */
export type Pool = http.Agent & { readonly via?: string };

/**
 * A bounded keep-alive pool for one base URL. It uses the http or https proxy in HTTPS_PROXY, or else in ALL_PROXY, and no
 * proxy for a host in NO_PROXY.
 *
 * Plain http is only for loopback and never uses a proxy, so HTTP_PROXY has no effect. Certificates are always verified;
 * NODE_EXTRA_CA_CERTS adds an authority.
 *
 * @throws TransportFault of kind `proxy` if a variable names a proxy of another kind
 */
export async function openPool(baseUrl: string, milliseconds = connectMilliseconds): Promise<Pool> {
  if (baseUrl.startsWith("http:")) return directAgent(false, milliseconds);
  const { getProxyForUrl } = await import("proxy-from-env");
  const proxy = getProxyForUrl(baseUrl);
  if (proxy === "") return directAgent(true, milliseconds);
  const via = checkProxy(proxy);
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  // Two handshakes open a connection: with the proxy, and with the service. Only the time for the whole request limits
  // them.
  const agent = new HttpsProxyAgent(proxy, pool);
  // The options of the constructor are for the connection to the proxy; these are for the TLS connection through it.
  Object.assign(agent.options, verified);
  tellProxyFailures(agent);
  return Object.assign(agent, { via });
}
