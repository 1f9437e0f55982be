import { Client } from "../client/client";
import { KeyedQueue } from "../client/keyed-queue";
import { type Configuration, explain } from "../configuration";
import { ExplainedError } from "./explained-error";
import { Ownership } from "./ownership";

/** The configuration does not allow a call to the service. */
export class ConfigurationError extends ExplainedError {
  override readonly name = "ConfigurationError";
}

/** What all resources of one app share in a provider host, which lives as long as one `pulumi up`. */
export class Context {
  readonly configuration: Configuration;
  readonly now: () => number;
  readonly ownership = new Ownership();
  readonly #queue = new KeyedQueue();
  #client: Client | undefined;

  /** @param now the time in milliseconds */
  constructor(configuration: Configuration, now: () => number = Date.now) {
    this.configuration = configuration;
    this.now = now;
  }

  /**
   * The app's client, made when the first call needs it: a preview works without credentials.
   *
   * @throws ConfigurationError when the configuration is incomplete or wrong
   */
  get client(): Client {
    if (this.#client === undefined) {
      const options = this.configuration.client;
      if (options === undefined) throw new ConfigurationError(explain(this.configuration));
      const { logsRequests } = this.configuration.behaviour;
      this.#client = new Client(options, logsRequests ? { log: (line) => console.error(line) } : {});
    }
    return this.#client;
  }

  /** Runs work on one group, room or user after the work that was asked for before on the same one. */
  alone<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run(key, work);
  }
}
