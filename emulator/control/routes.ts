import type { Backend } from "../backend";
import { events } from "./events";
import { page } from "./page";
import { failure, json, type Reply } from "./reply";

/** The request to a control route. */
export interface Question {
  readonly backend: Backend;
  /** The parsed body; undefined if it was not JSON. */
  readonly body: unknown;
  /** The number in place of `{id}` in the path; 0 for a path without one. */
  readonly id: number;
  /** The Accept header. */
  readonly accept: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** May contain one `{id}`, which stands for a number. */
  readonly path: string;
  /** What the route does, for the list at `/`. */
  readonly does: string;
  /** @throws ShapeError */
  handle(question: Question): Reply;
}

const done = json(200, {});

export const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    does: "this list; in a browser, a page that shows everything",
    handle: ({ accept }) =>
      accept.includes("text/html")
        ? page()
        : { status: 200, type: "text/plain; charset=utf-8", content: list(), headers: { Vary: "Accept" } },
  },
  {
    method: "GET",
    path: "/_emulator/health",
    does: "answers once the emulator is ready; a pipeline can wait for this",
    handle: () => json(200, { status: "ok" }),
  },
  {
    method: "GET",
    path: "/_emulator/state",
    does: "what the service holds, by SDKAppID",
    handle: ({ backend }) => json(200, backend.state()),
  },
  {
    method: "POST",
    path: "/_emulator/seed",
    does: "adds to the state; the body has the same shape",
    handle({ backend, body }) {
      backend.seed(body);
      return done;
    },
  },
  {
    method: "POST",
    path: "/_emulator/remove",
    does: "removes a group or room, or a robot or member of one, as somebody does by hand",
    handle({ backend, body }) {
      backend.removeByHand(body);
      return done;
    },
  },
  {
    method: "POST",
    path: "/_emulator/reset",
    does: "empties state, faults, call rates and the request log",
    handle({ backend }) {
      backend.reset();
      return done;
    },
  },
  {
    method: "GET",
    path: "/_emulator/requests",
    does: "the REST requests since the last reset",
    handle: ({ backend }) => json(200, backend.requests.list()),
  },
  {
    method: "GET",
    path: "/_emulator/events",
    does: "state, requests and faults as they change, as Server-Sent Events",
    handle: ({ backend }) => events(backend),
  },
  {
    method: "GET",
    path: "/_emulator/faults",
    does: "the faults that are still to come",
    handle: ({ backend }) => json(200, backend.faults.list()),
  },
  {
    method: "POST",
    path: "/_emulator/faults",
    does: "makes coming requests go wrong",
    handle({ backend, body }) {
      backend.faults.add(body);
      return done;
    },
  },
  {
    method: "DELETE",
    path: "/_emulator/faults",
    does: "removes all faults that are still to come",
    handle({ backend }) {
      backend.faults.clear();
      return done;
    },
  },
  {
    method: "DELETE",
    path: "/_emulator/faults/{id}",
    does: "removes one of these faults",
    handle: ({ backend, id }) =>
      backend.faults.remove(id) ? done : failure(404, `no fault ${id} is still to come`),
  },
];

function list(): string {
  const lines = [
    "POST   /v4/<service>/<command>  the REST API",
    ...routes.map(({ method, path, does }) => `${method.padEnd(6)} ${path.padEnd(23)}  ${does}`),
  ];
  return `Tencent Cloud Chat emulator\n\n${lines.join("\n")}\n`;
}
