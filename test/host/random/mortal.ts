import { Client } from "../../../provider/client/client";
import { httpTransport, type Transport } from "../../../provider/client/transport";
import { readConfiguration } from "../../../provider/configuration/configuration";
import { Context } from "../../../provider/lifecycle/context";
import { deferred } from "./deferred";
import type { EngineHostOptions, Kill } from "./engine-host";

/** Pauses between attempts are this much shorter than the client's: they only cost time here. */
const hurry = 50;

/** Sends until it is killed, and then nothing more; what it had sent goes its way, unanswered. */
class MortalTransport implements Transport {
  readonly dead: Promise<void>;
  readonly #die: () => void;
  readonly #inner: Transport;
  readonly #kill: Kill | undefined;
  readonly #underWay = new Set<Promise<unknown>>();
  #sent = 0;
  #isDead = false;

  constructor(inner: Transport, kill: Kill | undefined) {
    this.#inner = inner;
    this.#kill = kill;
    const { promise, resolve } = deferred();
    this.dead = promise;
    this.#die = resolve;
  }

  async kill(): Promise<void> {
    this.#isDead = true;
    this.#die();
    await Promise.all(this.#underWay);
  }

  open(): Promise<void> {
    return this.#inner.open();
  }

  async send(url: string, body: string): ReturnType<Transport["send"]> {
    const { moment, at } = this.#kill ?? {};
    const isLast = this.#sent === at;
    if (moment === "before" && isLast) void this.kill();
    if (this.#isDead) return never();
    this.#sent += 1;
    const isDeadly = moment === "after" && this.#sent === at;
    const answer = this.#inner.send(url, body);
    const settled = answer.then(
      () => {},
      () => {},
    );
    this.#underWay.add(settled);
    await settled;
    this.#underWay.delete(settled);
    if (isDeadly) void this.kill();
    return this.#isDead ? never() : answer;
  }
}

function never<Result>(): Promise<Result> {
  return new Promise(() => {});
}

class MortalContext extends Context {
  readonly #client: Client;

  constructor(config: Readonly<Record<string, string>>, kill: (transport: Transport) => Transport) {
    const configuration = readConfiguration((key) => config[key.replace(/^.*:/, "")], {});
    super(configuration);
    const options = configuration.client;
    if (options === undefined) throw new Error(configuration.problems.join(" "));
    const transport = kill(httpTransport(options.baseUrl, options.timeoutSeconds * 1000));
    const sleep = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds / hurry));
    this.#client = new Client(options, { transport, clock: { now: Date.now, sleep } });
  }

  override get client(): Client {
    return this.#client;
  }
}

/** What a process would have for one `up`, and the end of it. */
export interface Mortal {
  readonly context: Context;
  readonly dead: Promise<void>;
  kill(): Promise<void>;
}

/** A context whose requests are real, and that can be killed as a process is. */
export function mortal(
  config: Readonly<Record<string, string>>,
  { kill, timeoutSeconds }: EngineHostOptions,
): Mortal {
  let transport: MortalTransport | undefined;
  const context = new MortalContext({ ...config, timeoutSeconds: String(timeoutSeconds) }, (inner) => {
    transport = new MortalTransport(inner, kill);
    return transport;
  });
  if (transport === undefined) throw new Error("The context has made no transport.");
  const { dead } = transport;
  return { context, dead, kill: () => transport?.kill() ?? Promise.resolve() };
}
