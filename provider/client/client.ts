import { randomInt } from "node:crypto";
import { quotable } from "../printable";
import { Limits } from "./bounds";
import type { RetryClass } from "./catalogue";
import { type Clock, systemClock } from "./clock";
import type { Command } from "./commands";
import type { TencentChatError } from "./errors";
import { errorOf, type Failure, mayHaveHappened, retryClassOf } from "./failure";
import { TransportFault } from "./faults";
import { RateLimiter } from "./rate-limiter";
import { Redactor } from "./redact";
import { decideRetry, type RetryPolicy } from "./retry";
import { type Intake, remark, type Shape } from "./shapes";
import { type HttpAnswer, httpTransport, type Transport } from "./transport";
import { UserSigSigner } from "./user-sig";

export interface ClientOptions {
  readonly sdkAppId: number;
  readonly secretKey: string;
  /** An app admin account. */
  readonly identifier: string;
  /** Scheme, host and, for a gateway, a path, without a slash at the end: `https://adminapisgp.im.qcloud.com`. */
  readonly baseUrl: string;
  /** Calls of one command in a second; the documents' limit is 200. A command with a lower limit keeps to that limit. */
  readonly requestsPerSecond: number;
  /** The most requests for one call, if the service or the network fails. */
  readonly maxAttempts: number;
  /** Time for one request, in seconds. */
  readonly timeoutSeconds: number;
  /** Lifetime of a UserSig in seconds. */
  readonly userSigTtlSeconds: number;
}

/** The client's surroundings; tests pass their own. */
export interface Surroundings {
  readonly clock?: Clock;
  /** Returns a number from 0 up to, but not including, 1. */
  readonly random?: () => number;
  readonly transport?: Transport;
  /** Receives a line for each request, without secrets. Default: nothing is logged. */
  readonly log?: (line: string) => void;
}

/**
 * The service's answer to a call. `gone` is true if the call was to remove something that is already gone.
 */
export type Answer<Fields> = { readonly gone: true } | ({ readonly gone: false } & Fields);

type Outcome<Fields> =
  | Failure
  | { readonly kind: "answer"; readonly fields: Fields; readonly requestId?: string };

/** The fields of every answer of the service. Source: "Deleting a Robot", response packet fields. */
interface Envelope {
  readonly ErrorCode: number;
  readonly ErrorInfo?: unknown;
  /** Room commands only. */
  readonly RequestId?: unknown;
}

/** A `random` in the URL is an unsigned 32-bit integer. */
const randomBound = 2 ** 32;

/** The signed client of one app. All callers share its UserSig, its connections, and one rate limiter for each command. */
export class Client {
  readonly #options: ClientOptions;
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #transport: Transport;
  readonly #log: ((line: string) => void) | undefined;
  readonly #signer: UserSigSigner;
  readonly #redactor = new Redactor();
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(options: ClientOptions, surroundings: Surroundings = {}) {
    const timeout = options.timeoutSeconds * 1000;
    this.#options = options;
    // Time for every attempt to time out, and as much again for the pauses. Then the call ends in any case.
    this.#policy = { maxAttempts: options.maxAttempts, maxMilliseconds: 2 * options.maxAttempts * timeout };
    this.#clock = surroundings.clock ?? systemClock;
    this.#random = surroundings.random ?? Math.random;
    this.#transport = surroundings.transport ?? httpTransport(options.baseUrl, timeout);
    this.#log = surroundings.log;
    this.#redactor.add(options.secretKey);
    this.#signer = new UserSigSigner(options, this.#clock.now, (userSig) => this.#redactor.add(userSig));
  }

  /**
   * Calls a command, and repeats the request where that can help. It ends within twice the time that all attempts may take, not
   * counting the wait for the rate limiter, and within the bounds of the work that it belongs to.
   *
   * @throws TencentChatError if the call failed for good
   */
  async call<Request, Fields>(command: Command<Request, Fields>, request: Request): Promise<Answer<Fields>> {
    const limiter = this.#limiterOf(command);
    const body = JSON.stringify(request);
    const failures = new Map<RetryClass, number>();
    const limits = new Limits();
    let happened = false;
    let startedAt: number | undefined;
    let last: Failure | undefined;
    const failing = (failure: Failure, attempts: number): TencentChatError =>
      errorOf(failure, command, { attempts, mayHaveHappened: happened }, (field) => {
        const value = (request as Readonly<Record<string, unknown>>)[field];
        return typeof value === "string" ? this.#quote(value) : undefined;
      });
    await this.#transport.open();
    for (let attempts = 1; ; attempts++) {
      const turn = limiter.take();
      const answered = await limits.unlessReached(turn);
      if (answered === undefined || limits.reached !== undefined) {
        void turn.then((free) => free());
        const cause = new TransportFault(limits.reached ?? "cancelled", last?.info);
        const stopped: Failure = { kind: "fault", fault: cause.kind, info: cause.message, cause };
        throw failing(stopped, attempts - 1);
      }
      startedAt ??= this.#clock.now();
      const userSig = this.#signer.userSig();
      const outcome = await this.#send(command, body, userSig, attempts, limits.deadline).finally(answered);
      if (outcome.kind === "answer") return { gone: false, ...outcome.fields };
      if (outcome.kind === "code" && command.goneCodes.includes(outcome.code)) return { gone: true };
      last = outcome;
      happened ||= mayHaveHappened(outcome);
      const retryClass = retryClassOf(outcome);
      const count = (failures.get(retryClass) ?? 0) + 1;
      failures.set(retryClass, count);
      const history = { failures: count, elapsedMilliseconds: this.#clock.now() - startedAt };
      const decision = decideRetry(retryClass, history, this.#policy, this.#random);
      if (retryClass === "slow") limiter.slowDown();
      if (retryClass === "renew") this.#signer.reject(userSig);
      if (!decision.retry) throw failing(outcome, attempts);
      await limits.unlessReached(this.#clock.sleep(decision.pauseMilliseconds));
    }
  }

  async #send<Fields>(
    { path, answer }: Command<never, Fields>,
    body: string,
    userSig: string,
    attempt: number,
    deadline: AbortSignal | undefined,
  ): Promise<Outcome<Fields>> {
    const sentAt = this.#clock.now();
    const sending = this.#transport.send(this.#urlOf(path, userSig), body, deadline);
    const outcome = await this.#outcomeOf(sending, answer);
    this.#log?.(logLine(path, attempt, outcome, this.#clock.now() - sentAt));
    return outcome;
  }

  async #outcomeOf<Fields>(sending: Promise<HttpAnswer>, shape: Shape<Fields>): Promise<Outcome<Fields>> {
    try {
      return this.#read(await sending, shape);
    } catch (error) {
      if (!(error instanceof TransportFault)) throw error;
      const cause = new TransportFault(error.kind, this.#quote(error.detail));
      return { kind: "fault", fault: error.kind, info: cause.message, cause };
    }
  }

  #read<Fields>({ status, text }: HttpAnswer, shape: Shape<Fields>): Outcome<Fields> {
    if (status !== 200) throw new TransportFault(faultOfStatus(status), `HTTP ${status}`);
    const { value, isMasked } = this.#parse(text);
    const envelope = envelopeOf(value);
    if (envelope === undefined) throw new TransportFault("notJson");
    const { ErrorCode: code, ErrorInfo, RequestId } = envelope;
    const intake: Intake = { isMasked, quote: this.#quote };
    const requestId = typeof RequestId === "string" ? this.#quote(RequestId) : undefined;
    // Only ErrorCode counts: a documented success has the ErrorInfo "0", and every answer has HTTP status 200.
    if (code !== 0) return { kind: "code", code, info: remark(ErrorInfo, intake), requestId };
    return { kind: "answer", fields: shape(envelope, "", intake), requestId };
  }

  #parse(text: string): { readonly value: unknown; readonly isMasked: boolean } {
    try {
      return this.#redactor.parse(text);
    } catch {
      // No JSON, or JSON that is nested too deep for an answer. The parser's error would quote it.
      throw new TransportFault("notJson");
    }
  }

  /**
   * Makes foreign text safe to quote in a message. It redacts the text before shortening it; the other way round, half of a secret
   * could stay.
   */
  readonly #quote = (text: string): string => quotable(this.#redactor.redact(text));

  #urlOf(path: string, userSig: string): string {
    const { baseUrl, sdkAppId, identifier } = this.#options;
    const query = new URLSearchParams({
      sdkappid: String(sdkAppId),
      identifier,
      usersig: userSig,
      random: String(randomInt(randomBound)),
      contenttype: "json",
    });
    return `${baseUrl}/v4/${path}?${query}`;
  }

  #limiterOf({
    path,
    callsPerSecond,
  }: Pick<Command<never, unknown>, "path" | "callsPerSecond">): RateLimiter {
    const known = this.#limiters.get(path);
    if (known !== undefined) return known;
    const limiter = new RateLimiter(Math.min(this.#options.requestsPerSecond, callsPerSecond), this.#clock);
    this.#limiters.set(path, limiter);
    return limiter;
  }
}

function logLine(path: string, attempt: number, outcome: Outcome<unknown>, milliseconds: number): string {
  const trace = outcome.requestId === undefined ? "" : `, RequestId ${outcome.requestId}`;
  return `${path}, attempt ${attempt}: ${resultOf(outcome)} after ${Math.round(milliseconds)} ms${trace}`;
}

function resultOf(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case "answer":
      return "OK";
    case "code":
      return `error ${outcome.code}`;
    case "fault":
      return outcome.info;
  }
}

function faultOfStatus(status: number): "redirect" | "serverStatus" | "status" {
  if (status >= 300 && status < 400) return "redirect";
  return status >= 500 || status === 408 || status === 429 ? "serverStatus" : "status";
}

function envelopeOf(value: unknown): Envelope | undefined {
  const code = (value as Partial<Envelope> | null)?.ErrorCode;
  return Number.isInteger(code) ? (value as Envelope) : undefined;
}
