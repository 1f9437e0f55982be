import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Backend } from "./backend";
import { serveControl } from "./control";
import { serveRest } from "./rest";

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Closes the port and every connection, also those that wait for an answer. */
  stop(): Promise<void>;
}

/** Long enough for a client to find its connection again after a pause; the service's own value is not documented. */
const keepAliveMs = 65_000;

const restPrefix = "/v4/";

/** @throws what listening throws: a port in use, an address that is not this machine's */
export async function listen(backend: Backend): Promise<Listening> {
  const { host, port } = backend.configuration;
  const stopping = new AbortController();
  const connections = new WeakMap<Socket, number>();
  let lastConnection = 0;
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs },
    (request, response) => {
      const connection = connections.get(request.socket) ?? 0;
      serve(backend, request, response, connection, stopping.signal).catch((error: unknown) =>
        giveUp(backend, response, error),
      );
    },
  );
  server.on("connection", (socket) => {
    lastConnection += 1;
    connections.set(socket, lastConnection);
  });
  await listening(server, host, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${hostInUrl(host)}:${bound}`,
    port: bound,
    stop() {
      stopping.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The URL is taken apart by hand: the parsers of the platform throw on some texts that a client can send. */
async function serve(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
  connection: number,
  stopping: AbortSignal,
): Promise<void> {
  const [path = "", ...rest] = (request.url ?? "").split("?");
  if (!path.startsWith(restPrefix)) return serveControl(backend, path, request, response);
  const query = new URLSearchParams(rest.join("?"));
  const command = path.slice(restPrefix.length);
  return serveRest(backend, { request, response, command, query, connection, stopping });
}

/** A mistake in this program must not end it, nor leave a client waiting. */
function giveUp(backend: Backend, response: ServerResponse, error: unknown): void {
  // A client that went away, or an emulator that stops: there is nobody to answer, and nothing went wrong here.
  if (response.socket?.destroyed !== false) return;
  backend.configuration.log.note("internal error", error instanceof Error ? error.message : "unknown");
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** A client on this machine cannot connect to "all addresses"; it takes loopback. */
function hostInUrl(host: string): string {
  const reachable = new Map([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "[::1]"],
  ]);
  return reachable.get(host) ?? (host.includes(":") ? `[${host}]` : host);
}
