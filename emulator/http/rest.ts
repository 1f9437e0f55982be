import type { IncomingMessage, ServerResponse } from "node:http";
import type { Backend } from "../backend";
import { envelopeFor, findCommand, isOfAnotherService } from "../commands";
import { type Answer, answerWell, effects } from "../faults/effects";
import type { LogEntry } from "../log/request-log";
import { infoOf, Refusal } from "../model/errors";
import { parseJson, readBody } from "./body";
import type { Payload } from "./envelopes";
import { admit } from "./gate";

/** The beginning of every path of the REST API. */
export const restPrefix = "/v4/";

/** One request under `/v4/`. */
export interface RestCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path behind `/v4/`: `service/command`. */
  readonly command: string;
  readonly query: URLSearchParams;
  /** Number of the TCP connection. */
  readonly connection: number;
  /** Aborts when the emulator stops. */
  readonly stopping: AbortSignal;
}

/** Records, executes and answers one REST request, or applies a fault to it. */
export async function serveRest(backend: Backend, call: RestCall): Promise<void> {
  const { response, command, query, connection, stopping } = call;
  const raw = await readBody(call.request);
  const body = raw === undefined ? undefined : parseJson(raw);
  const atMs = backend.now();
  // Only POST meets faults, because a page of another site can send a GET that looks like a client's.
  const fault = call.request.method === "POST" ? backend.faultFor(command) : undefined;
  const kind = fault?.kind ?? null;
  const name = nameOf(backend, command);
  const entry = backend.requests.open({ atMs, command: name, query, body: raw, connection, fault: kind });
  const untilReset = backend.untilReset;
  const exchange = {
    response,
    over: () => AbortSignal.any([stopping, untilReset]),
    async work() {
      const done = answer(backend, call, body);
      await backend.saved();
      return done;
    },
    fail: (errorCode: number) => failure(command, errorCode, infoOf(errorCode)),
  };
  const given = await (fault === undefined ? answerWell(exchange) : effects[fault.kind](exchange, fault));
  backend.requests.close(entry, given);
  backend.configuration.log.request(entry);
}

/** Records a request that the origin guard refused. */
export function recordRefused(
  backend: Backend,
  { command, query, connection }: RestCall,
  why: string,
): LogEntry {
  return backend.requests.refuse(
    { atMs: backend.now(), command: nameOf(backend, command), query, connection },
    why,
  );
}

/** A query whose question mark a client left out or encoded. The log must not show it, because it contains a UserSig. */
const queryStart = /(?:[?&=;#]|%(?:25)*(?:3f|26|3d|3b|23)).*$/is;

/** The name of the command for logs. */
function nameOf({ configuration: { redactor } }: Backend, command: string): string {
  return findCommand(command) === undefined ? redactor.line(command.replace(queryStart, "…")) : command;
}

function answer(backend: Backend, call: RestCall, body: unknown): Answer {
  try {
    const payload = perform(backend, call, body);
    const outcome = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" } as const;
    return { errorCode: 0, json: JSON.stringify(envelopeFor(call.command)(outcome, payload)) };
  } catch (error) {
    if (error instanceof Refusal) return failure(call.command, error.code, error.message);
    throw error;
  }
}

/**
 * The documents give neither the order of the checks nor the answer to a method other than POST. Here the order is: URL and method
 * (60009, which no client should retry, or 60008 for a command of another service), caller, call rate, body, fields. So a caller
 * who is not admitted uses up no call rate, while an admitted caller with a wrong body does.
 */
function perform(backend: Backend, { request, command: name, query }: RestCall, body: unknown): Payload {
  if (request.method !== "POST") throw new Refusal(60009, "only POST is served");
  const command = findCommand(name);
  if (command === undefined) throw new Refusal(isOfAnotherService(name) ? 60008 : 60009);
  const nowMs = backend.now();
  const { app, caller } = admit({ query, host: request.headers.host ?? "" }, backend.apps, nowMs);
  const limit = backend.configuration.requestsPerSecond ?? command.callsPerSecond;
  if (limit > 0) app.rates.count(name, limit, nowMs);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Refusal(60003);
  return command.run({ world: app.world, settings: backend.configuration, nowMs, caller }, body);
}

function failure(command: string, errorCode: number, info: string): Answer {
  const outcome = { ActionStatus: "FAIL", ErrorCode: errorCode, ErrorInfo: info } as const;
  return { errorCode, json: JSON.stringify(envelopeFor(command)(outcome, {})) };
}
