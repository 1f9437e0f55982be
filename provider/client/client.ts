import { randomInt } from "node:crypto";
import { type Clock, systemClock } from "./clock";
import type { Command, Envelope } from "./commands";
import { type Failure, TencentChatError } from "./errors";
import { entryOfFault, TransportFault } from "./faults";
import { RateLimiter } from "./rate-limiter";
import { Redactor } from "./redact";
import { decideRetry, type RetryPolicy } from "./retry";
import { type HttpAnswer, httpTransport, type Transport } from "./transport";
import { UserSigSigner } from "./user-sig";

export interface ClientOptions {
  readonly sdkAppId: number;
  readonly secretKey: string;
  /** An app admin account. */
  readonly identifier: string;
  /** Scheme, host and, for a gateway, a path: `https://adminapisgp.im.qcloud.com`. No slash at its end. */
  readonly baseUrl: string;
  /** Calls of one command in a second; the documents' limit is 200. */
  readonly requestsPerSecond: number;
  /** Requests for one call at most. */
  readonly maxAttempts: number;
  /** For one request, in seconds. */
  readonly timeoutSeconds: number;
  /** Lifetime of a UserSig in seconds. */
  readonly userSigTtlSeconds: number;
}

/** What the client needs of the world; tests hand in their own. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly transport?: Transport;
}

/** The service's answer to a call: `gone` when it says that what was to go is gone already. */
export type Answer<Fields> = { readonly gone: true } | ({ readonly gone: false } & Fields);

/** A `random` in the URL is an unsigned 32-bit integer. */
const randomBound = 2 ** 32;

/**
 * The signed client of one app: one UserSig, one pace for each command, one pool of connections, for all who use it.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #transport: Transport;
  readonly #signer: UserSigSigner;
  readonly #redactor = new Redactor();
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(options: ClientOptions, surroundings: Surroundings = {}) {
    const timeout = options.timeoutSeconds * 1000;
    this.#options = options;
    // Room for every attempt to time out, and as long again for pauses; then a call ends whatever happens.
    this.#policy = { maxAttempts: options.maxAttempts, maxMilliseconds: 2 * options.maxAttempts * timeout };
    this.#clock = surroundings.clock ?? systemClock;
    this.#random = surroundings.random ?? Math.random;
    this.#transport = surroundings.transport ?? httpTransport(options.baseUrl, timeout);
    this.#redactor.add(options.secretKey);
    this.#signer = new UserSigSigner(options, this.#clock.now, (userSig) => this.#redactor.add(userSig));
  }

  /**
   * Calls a command, again where that can help.
   *
   * @throws TencentChatError when it failed for good
   */
  async call<Request, Fields>(command: Command<Request, Fields>, request: Request): Promise<Answer<Fields>> {
    const limiter = this.#limiterOf(command.path);
    const body = JSON.stringify(request);
    const startedAt = this.#clock.now();
    let mayHaveHappened = false;
    let renewed = false;
    for (let attempts = 1; ; attempts++) {
      await limiter.take();
      const userSig = this.#signer.userSig();
      const outcome = await this.#send(command.path, body, userSig);
      if (outcome.kind === "answer") return { gone: false, ...(outcome.envelope as Envelope & Fields) };
      if (outcome.kind === "code" && command.goneCodes.includes(outcome.code)) return { gone: true };
      mayHaveHappened ||= outcome.kind === "fault" && entryOfFault(outcome.fault).mayHaveHappened;
      const history = { attempts, elapsedMilliseconds: this.#clock.now() - startedAt, renewed };
      const decision = decideRetry(outcome, history, this.#policy, this.#random);
      if (!decision.retry) {
        throw new TencentChatError(outcome, { command: command.path, attempts, mayHaveHappened });
      }
      if (decision.class === "slow") limiter.slowDown();
      if (decision.class === "renew") {
        this.#signer.reject(userSig);
        renewed = true;
      }
      await this.#clock.sleep(decision.pauseMilliseconds);
    }
  }

  async #send(
    path: string,
    body: string,
    userSig: string,
  ): Promise<Failure | { kind: "answer"; envelope: Envelope }> {
    try {
      const answer = await this.#transport(this.#urlOf(path, userSig), body);
      return this.#read(answer);
    } catch (error) {
      if (!(error instanceof TransportFault)) throw error;
      return { kind: "fault", fault: error.kind, detail: this.#redactor.redact(error.message) };
    }
  }

  #read({ status, text }: HttpAnswer): Failure | { kind: "answer"; envelope: Envelope } {
    if (status !== 200) throw faultOfStatus(status);
    const envelope = envelopeOf(text);
    if (envelope === undefined) throw new TransportFault("notJson", entryOfFault("notJson").meaning);
    // ErrorCode alone decides: a documented success carries the ErrorInfo "0", and HTTP 200 says nothing.
    if (envelope.ErrorCode === 0) return { kind: "answer", envelope };
    const info = this.#redactor.redact(String(envelope.ErrorInfo ?? ""));
    const failure = { kind: "code", code: envelope.ErrorCode, info } as const;
    if (typeof envelope.RequestId !== "string") return failure;
    return { ...failure, requestId: this.#redactor.redact(envelope.RequestId) };
  }

  #urlOf(path: string, userSig: string): URL {
    const url = new URL(`${this.#options.baseUrl}/v4/${path}`);
    url.search = new URLSearchParams({
      sdkappid: String(this.#options.sdkAppId),
      identifier: this.#options.identifier,
      usersig: userSig,
      random: String(randomInt(randomBound)),
      contenttype: "json",
    }).toString();
    return url;
  }

  #limiterOf(path: string): RateLimiter {
    const known = this.#limiters.get(path);
    if (known !== undefined) return known;
    const limiter = new RateLimiter(this.#options.requestsPerSecond, this.#clock);
    this.#limiters.set(path, limiter);
    return limiter;
  }
}

function faultOfStatus(status: number): TransportFault {
  const redirect = status >= 300 && status < 400;
  const passing = status >= 500 || status === 408 || status === 429;
  const kind = redirect ? "redirect" : passing ? "serverStatus" : "status";
  return new TransportFault(kind, `${entryOfFault(kind).meaning} (HTTP ${status})`);
}

function envelopeOf(text: string): Envelope | undefined {
  try {
    const envelope: unknown = JSON.parse(text);
    const code = (envelope as Partial<Envelope> | null)?.ErrorCode;
    return Number.isInteger(code) ? (envelope as Envelope) : undefined;
  } catch {
    return undefined;
  }
}
