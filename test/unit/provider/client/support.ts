import { Client, type ClientOptions, type Surroundings } from "../../../../provider/client/client";
import type { Clock } from "../../../../provider/client/clock";
import type { HttpAnswer } from "../../../../provider/client/transport";

/** A clock whose time passes only by sleeping. */
export class SleepingClock implements Clock {
  /** How long each sleep was, in order. */
  readonly sleeps: number[] = [];
  #now = 1_800_000_000_000;

  readonly now = (): number => this.#now;

  async sleep(milliseconds: number): Promise<void> {
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    await Promise.resolve();
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export const options: ClientOptions = {
  sdkAppId: 1400000000,
  secretKey: "0123456789abcdef0123456789abcdef",
  identifier: "administrator",
  baseUrl: "https://chat.example.com",
  requestsPerSecond: 200,
  maxAttempts: 3,
  timeoutSeconds: 10,
  userSigTtlSeconds: 86_400,
};

export type Reply = HttpAnswer | Error | object;

/** A request as a scripted transport saw it. */
export interface SeenRequest {
  readonly url: URL;
  readonly body: unknown;
  readonly at: number;
}

export interface Script {
  readonly client: Client;
  readonly clock: SleepingClock;
  readonly seen: SeenRequest[];
  readonly lines: string[];
}

const isHttpAnswer = (reply: Reply): reply is HttpAnswer => "status" in reply && "text" in reply;

/**
 * A client whose requests are answered from a list, the last reply for ever: an object as JSON with status 200, an error
 * by throwing it.
 */
export function scripted(
  replies: readonly Reply[],
  changes: Partial<ClientOptions> = {},
  surroundings: Surroundings = {},
): Script {
  const clock = new SleepingClock();
  const seen: SeenRequest[] = [];
  const lines: string[] = [];
  const client = new Client(
    { ...options, ...changes },
    {
      clock,
      random: () => 0.5,
      log: (line) => lines.push(line),
      transport: async (url, body) => {
        const reply = replies[Math.min(seen.length, replies.length - 1)];
        seen.push({ url, body: JSON.parse(body), at: clock.now() });
        if (reply === undefined || reply instanceof Error) throw reply ?? new Error("the script is empty");
        return isHttpAnswer(reply) ? reply : { status: 200, text: JSON.stringify(reply) };
      },
      ...surroundings,
    },
  );
  return { client, clock, seen, lines };
}

export const ok = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };

export function fail(code: number, info = "as told", more: object = {}): object {
  return { ActionStatus: "FAIL", ErrorCode: code, ErrorInfo: info, ...more };
}
