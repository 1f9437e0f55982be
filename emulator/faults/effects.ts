import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { nextTick } from "../http/next-tick";
import type { ArmedFault, FaultKind } from "./faults";

/** The answer to a REST request. */
export interface Answer {
  readonly errorCode: number;
  readonly json: string;
}

/** A REST request that was read and waits for an answer. */
export interface Exchange {
  readonly response: ServerResponse;
  /** Executes the command. Resolves when its effect is saved. */
  work(): Promise<Answer>;
  /** The answer with an ErrorCode, without executing the command. */
  fail(errorCode: number): Answer;
  /** Aborts when the emulator stops or is reset, which ends the delay of a request. */
  over(): AbortSignal;
}

/** Answers a request in some way. Returns the answer if the client received all of it, or else null. */
type Effect = (exchange: Exchange, fault: ArmedFault) => Answer | null | Promise<Answer | null>;

/** Answers as the service does: HTTP 200, even for a failure. */
export async function answerWell(exchange: Exchange): Promise<Answer> {
  const answer = await exchange.work();
  await nextTick();
  return send(exchange.response, answer);
}

/** What each kind of fault does to a request. */
export const effects: Readonly<Record<FaultKind, Effect>> = {
  errorCode: ({ response, fail }, { errorCode }) => send(response, fail(errorCode)),

  status({ response }, { status }) {
    return sendPage(response, status);
  },

  async latency(exchange, { milliseconds }) {
    const signal = exchange.over();
    try {
      await wait(milliseconds, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      exchange.response.destroy();
      return null;
    }
    return answerWell(exchange);
  },

  notJson: ({ response }) => sendPage(response, 200),

  async truncated({ response, work }) {
    const whole = Buffer.from((await work()).json);
    writeJsonHead(response, whole.length);
    response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
    return null;
  },

  resetBefore({ response }) {
    response.socket?.resetAndDestroy();
    return null;
  },

  async resetAfter({ response, work }) {
    await work();
    response.socket?.resetAndDestroy();
    return null;
  },

  hang: () => null,
};

function send(response: ServerResponse, answer: Answer): Answer {
  writeJsonHead(response, Buffer.byteLength(answer.json));
  response.end(answer.json);
  return answer;
}

function writeJsonHead(response: ServerResponse, length: number): void {
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Content-Length": length });
}

function sendPage(response: ServerResponse, status: number): null {
  const page = `<html><head><title>${status}</title></head><body>injected fault</body></html>\n`;
  response.writeHead(status, { "Content-Type": "text/html", "Content-Length": Buffer.byteLength(page) });
  response.end(page);
  return null;
}
