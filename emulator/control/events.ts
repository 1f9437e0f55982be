import type { ServerResponse } from "node:http";
import type { Backend } from "../backend";
import { services } from "../commands";
import { type FaultKind, faultParameters, type WaitingFault } from "../faults/faults";
import type { LoggedRequest } from "../log/request-log";
import type { State } from "../model/app-state";
import { failure, protections, type Reply } from "./reply";

/** The data of each kind of event of `GET /_emulator/events`. Each kind comes once at the start. All but `offer` come again after a change. */
export interface Events {
  /** What the service holds. */
  readonly state: State;
  /** The faults that are still to come. */
  readonly faults: readonly WaitingFault[];
  /** Requests that arrived or were answered since the last event of this kind; only the newest if there are many. */
  readonly requests: {
    /** Whether the page should drop its requests: true for the first event and after a reset. */
    readonly fresh: boolean;
    readonly requests: readonly LoggedRequest[];
  };
  /** The commands and kinds that a fault can have. Comes once, before all other events. */
  readonly offer: {
    readonly commands: readonly string[];
    /** The parameter of each kind of fault. */
    readonly faultParameters: Readonly<Record<FaultKind, string | null>>;
  };
}

/** Collects changes for this long, so that many requests make few events. */
const intervalMs = 100;

const maxStreams = 16;
const maxRequests = 500;
const maxRequestBytes = 4 * 1024 * 1024;

const offer: Events["offer"] = {
  commands: services.flatMap(({ name, commands }) => Object.keys(commands).map((each) => `${name}/${each}`)),
  faultParameters,
};

/** A stream of Server-Sent Events, for the page. */
export function events(backend: Backend): Reply {
  if (backend.changes.listeners >= maxStreams)
    return failure(503, `${maxStreams} streams of events are open already; close a page of the emulator`);
  return { stream: (response) => follow(backend, response) };
}

function follow(backend: Backend, response: ServerResponse): void {
  const sent = { revision: 0, generation: -1, state: "", faults: "" };
  let waiting: NodeJS.Timeout | undefined;

  function write<Kind extends keyof Events>(kind: Kind, data: string): void {
    response.write(`event: ${kind}\ndata: ${data}\n\n`);
  }

  function writeIfNew(kind: "state" | "faults", value: Events[typeof kind]): void {
    const data = JSON.stringify(value);
    if (data === sent[kind]) return;
    sent[kind] = data;
    write(kind, data);
  }

  function writeRequests(): void {
    const { revision, generation } = backend.requests;
    const fresh = generation !== sent.generation;
    if (!fresh && revision === sent.revision) return;
    const since = fresh ? 0 : sent.revision;
    const requests = backend.requests.changesSince(since, maxRequests, maxRequestBytes);
    Object.assign(sent, { revision, generation });
    write("requests", JSON.stringify({ fresh, requests } satisfies Events["requests"]));
  }

  function flush(): void {
    waiting = undefined;
    // Skip events for a slow reader: it should see the newest state, not every state later.
    if (response.writableNeedDrain) return;
    writeIfNew("state", backend.state());
    writeIfNew("faults", backend.faults.list());
    writeRequests();
  }

  function flushSoon(): void {
    waiting ??= setTimeout(flush, intervalMs);
  }

  response.writeHead(200, { ...protections, "Content-Type": "text/event-stream; charset=utf-8" });
  write("offer", JSON.stringify(offer));
  flush();
  const endListening = backend.changes.listen(flushSoon);
  response.on("drain", flushSoon);
  response.on("close", () => {
    endListening();
    clearTimeout(waiting);
  });
}
