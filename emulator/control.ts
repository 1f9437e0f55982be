import type { IncomingMessage, ServerResponse } from "node:http";
import type { Backend } from "./backend";
import { parseJson, readBody } from "./body";
import { ShapeError } from "./shape";

/** What a control route answers. */
interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** What it does, for the page at `/`. */
  readonly does: string;
  /** @param body the parsed body of the request, undefined when it was not JSON */
  handle(backend: Backend, body: unknown): Reply;
}

const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    does: "this page",
    handle: () => ({ status: 200, type: "text/plain; charset=utf-8", text: page() }),
  },
  {
    method: "GET",
    path: "/_emulator/state",
    does: "what the service holds, by SDKAppID",
    handle: (backend) => json(200, backend.state()),
  },
  {
    method: "POST",
    path: "/_emulator/seed",
    does: "adds to it; the body has the shape of the state",
    handle(backend, body) {
      backend.seed(body);
      return json(200, {});
    },
  },
  {
    method: "POST",
    path: "/_emulator/reset",
    does: "empties state, faults, call rates and the request log",
    handle(backend) {
      backend.reset();
      return json(200, {});
    },
  },
  {
    method: "GET",
    path: "/_emulator/requests",
    does: "the REST requests since the last reset",
    handle: (backend) => json(200, backend.requests.list()),
  },
  {
    method: "POST",
    path: "/_emulator/faults",
    does: "makes coming requests go wrong",
    handle(backend, body) {
      backend.faults.add(body);
      return json(200, {});
    },
  },
];

/** Serves everything that is not under `/v4/`. */
export async function serveControl(
  backend: Backend,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readBody(request);
  const reply = strangersReply(backend, request) ?? replyTo(backend, path, request.method, raw);
  const length = Buffer.byteLength(reply.text);
  response.writeHead(reply.status, { "Content-Type": reply.type, "Content-Length": length });
  response.end(reply.text);
}

function replyTo(backend: Backend, path: string, method = "", raw: Buffer | undefined): Reply {
  const here = routes.filter((route) => route.path === path);
  if (here.length === 0) return failure(404, `no control route ${path}`);
  const route = here.find((each) => each.method === method);
  if (route === undefined)
    return failure(405, `${path} is for ${here.map((each) => each.method).join(", ")}`);
  if (raw === undefined) return failure(413, "the body is larger than 1 MB");
  try {
    return route.handle(backend, parseJson(raw));
  } catch (error) {
    if (error instanceof ShapeError) return failure(400, error.message);
    throw error;
  }
}

/** Addresses at which a client of this machine reaches the emulator. */
const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/** Bound to all addresses, it is reached by names that it cannot know. */
const anyAddress = ["0.0.0.0", "::"];

/**
 * A page of any web site that is open in a browser here can send requests to loopback, and can give its own name this
 * machine's address. The Origin header tells the first, the Host header the second.
 */
const strangers: readonly {
  readonly problem: string;
  isOne(host: string, origin: string | undefined, boundTo: string): boolean;
}[] = [
  {
    problem: "the Host header does not name this emulator",
    isOne: (host, _origin, boundTo) =>
      !anyAddress.includes(boundTo) &&
      ![...loopbackNames, boundTo].includes(host.toLowerCase().replace(/:\d+$/, "")),
  },
  {
    problem: "control routes are not for pages of other sites",
    isOne: (host, origin) => origin !== undefined && origin !== `http://${host}`,
  },
];

function strangersReply(backend: Backend, { headers }: IncomingMessage): Reply | undefined {
  const stranger = strangers.find((each) =>
    each.isOne(headers.host ?? "", headers.origin, backend.configuration.host),
  );
  return stranger && failure(403, stranger.problem);
}

function page(): string {
  const lines = routes.map(({ method, path, does }) => `${method.padEnd(5)} ${path.padEnd(20)} ${does}`);
  return `Tencent Cloud Chat emulator\n\nPOST  /v4/<service>/<command>  the REST API\n${lines.join("\n")}\n`;
}

function json(status: number, value: unknown): Reply {
  return { status, type: "application/json; charset=utf-8", text: JSON.stringify(value) };
}

function failure(status: number, error: string): Reply {
  return json(status, { error });
}
