import { Client } from "../client/client";
import { KeyedLock } from "../client/keyed-lock";
import { type Configuration, explain } from "../configuration/configuration";
import { ExplainedError } from "./explained-error";
import { RequestCache } from "./request-cache";
import { Ledger } from "./robots/ledger";

/** The configuration does not allow a call to the service. */
export class ConfigurationError extends ExplainedError {
  override readonly name = "ConfigurationError";
}

/** Everything that the resources of one app share in a provider host, during one `pulumi up`. */
export class Context {
  readonly configuration: Configuration;
  readonly now: () => number;
  /** Takes a line for a person, which the engine shows at once. */
  readonly tell: (line: string) => void;
  readonly ledger: Ledger;
  readonly #locks = new KeyedLock();
  readonly #answers: RequestCache;
  #client: Client | undefined;

  /**
   * @param ledger of its app; shared with other configurations of the same app
   * @param now the time in milliseconds
   * @param tell takes a line for a person. Standard error if left out: the engine shows what a host prints as a diagnostic
   *   of the stack
   */
  constructor(
    configuration: Configuration,
    ledger = new Ledger(),
    now: () => number = Date.now,
    tell: (line: string) => void = (line) => console.error(`tencent-chat: ${line}`),
  ) {
    this.configuration = configuration;
    this.tell = tell;
    this.ledger = ledger;
    this.now = now;
    this.#answers = new RequestCache(now);
  }

  /**
   * The app's client, made for the first call, since a preview works without credentials.
   *
   * @throws ConfigurationError if the configuration is incomplete or wrong
   */
  get client(): Client {
    if (this.#client === undefined) {
      const options = this.configuration.client;
      if (options === undefined) throw new ConfigurationError(explain(this.configuration));
      const { logsRequests } = this.configuration.behaviour;
      this.#client = new Client(options, logsRequests ? { log: this.tell } : {});
    }
    return this.#client;
  }

  /**
   * Runs a change of one group, room or user, after all earlier changes of the same one.
   *
   * @param container its {@link shared} answers become invalid
   */
  withLock<Result>(key: string, work: () => Promise<Result>, container = key): Promise<Result> {
    return this.#locks.run(key, () => this.#answers.change(container, work));
  }

  /**
   * Asks the service about one group or room, once for all resources that ask the same at about the same time.
   *
   * @param container as in {@link withLock}; after a change, the service is asked again
   * @param question distinguishes the questions about one container
   */
  shared<Answer>(container: string, question: string, ask: () => Promise<Answer>): Promise<Answer> {
    return this.#answers.ask(container, question, ask);
  }
}
