import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Backend } from "../backend";
import { serveControl } from "../control";
import { failure, send } from "../control/reply";
import { createOriginGuard, type OriginGuard } from "./origin-guard";
import { type RestCall, recordRefused, restPrefix, serveRest } from "./rest";

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Undefined without the option `tls`. */
  readonly tlsUrl: string | undefined;
  /** Closes the ports and every connection, even one that waits for an answer. */
  stop(): Promise<void>;
}

/** Long enough for a client to reuse its connection after a pause. No document gives the real value. */
const keepAliveMs = 65_000;

const timeouts = { keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs };

/** @throws the error of node:net, for example for a port in use or an address of another machine */
export async function listen(backend: Backend): Promise<Listening> {
  const { host, port, allowHosts, tls } = backend.configuration;
  const guard = createOriginGuard(host, allowHosts);
  const stopping = new AbortController();
  const connections = new WeakMap<Socket, number>();
  let lastConnection = 0;
  const count = (socket: Socket) => {
    lastConnection += 1;
    connections.set(socket, lastConnection);
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(request.socket) ?? 0;
    serve(backend, guard, { request, response, connection, stopping: stopping.signal }).catch(
      (error: unknown) => giveUp(backend, response, error),
    );
  };
  const server = createServer(timeouts, answer).on("connection", count);
  const tlsServer = tls && createTlsServer({ ...timeouts, ...tls }, answer).on("secureConnection", count);
  const bound = await listening(server, host, port);
  const tlsBound = tlsServer && (await listening(tlsServer, host, tls.port).catch(closingFirst(server)));
  return {
    url: `http://${hostInUrl(host)}:${bound}`,
    port: bound,
    tlsUrl: tlsBound === undefined ? undefined : `https://${hostInUrl(host)}:${tlsBound}`,
    async stop() {
      stopping.abort();
      await Promise.all([server, ...(tlsServer === undefined ? [] : [tlsServer])].map(close));
    },
  };
}

/** If the second server cannot listen, frees the port of the first one and passes the error on. */
function closingFirst(server: Server): (error: unknown) => Promise<never> {
  return async (error) => {
    await close(server);
    throw error;
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Arrival = Pick<RestCall, "request" | "response" | "connection" | "stopping">;

/** Splits the URL by hand, because the parsers of the platform fail on some texts that a client can send. */
async function serve(backend: Backend, guard: OriginGuard, arrival: Arrival): Promise<void> {
  const { request, response } = arrival;
  const [path = "", ...rest] = (request.url ?? "").split("?");
  const problem = guard(request, path);
  if (problem === undefined && !path.startsWith(restPrefix))
    return serveControl(backend, path, request, response);
  const query = new URLSearchParams(rest.join("?"));
  const call = { ...arrival, command: path.slice(restPrefix.length), query };
  if (problem === undefined) return serveRest(backend, call);
  refuse(backend, path, call, problem);
}

/** Reads no body and counts nothing, so that a page of another site uses up neither a fault nor a call rate. */
function refuse(backend: Backend, path: string, call: RestCall, problem: string): void {
  const { redactor, log } = backend.configuration;
  const why = redactor.line(problem);
  if (path.startsWith(restPrefix)) log.request(recordRefused(backend, call, why));
  else log.note("refused", `${redactor.line(path)}: ${why}`);
  call.request.resume();
  send(call.response, failure(403, `refused: ${why}`));
}

/** A bug in the emulator must neither end the process nor leave a client waiting. */
function giveUp(backend: Backend, response: ServerResponse, error: unknown): void {
  // The client disconnected or the emulator is stopping: nobody waits for an answer, and this is no bug.
  if (response.socket?.destroyed !== false) return;
  backend.configuration.log.note("internal error", error instanceof Error ? error.message : "unknown");
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}

/** @returns the port */
function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A client cannot connect to "all addresses", so the URL has the address of loopback instead. */
function hostInUrl(host: string): string {
  const reachable = new Map([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "[::1]"],
  ]);
  return reachable.get(host) ?? (host.includes(":") ? `[${host}]` : host);
}
