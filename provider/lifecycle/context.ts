import { Client } from "../client/client";
import { KeyedQueue } from "../client/keyed-queue";
import { type Configuration, explain } from "../configuration";
import { ExplainedError } from "./explained-error";
import { Ownership } from "./ownership";
import { SharedAnswers } from "./shared-answers";

/** The configuration does not allow a call to the service. */
export class ConfigurationError extends ExplainedError {
  override readonly name = "ConfigurationError";
}

/** What all resources of one app share in a provider host, which lives as long as one `pulumi up`. */
export class Context {
  readonly configuration: Configuration;
  readonly now: () => number;
  readonly ownership: Ownership;
  readonly #queue = new KeyedQueue();
  readonly #answers: SharedAnswers;
  #client: Client | undefined;

  /**
   * @param ownership of the robots of its app; shared with other configurations of the same app
   * @param now the time in milliseconds
   */
  constructor(configuration: Configuration, ownership = new Ownership(), now: () => number = Date.now) {
    this.configuration = configuration;
    this.ownership = ownership;
    this.now = now;
    this.#answers = new SharedAnswers(now);
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

  /**
   * Changes one group, room or user, after the changes that were asked for before of the same one.
   *
   * @param place whose {@link shared} answers the change makes out of date
   */
  alone<Result>(key: string, work: () => Promise<Result>, place = key): Promise<Result> {
    return this.#queue.run(key, () => this.#answers.change(place, work));
  }

  /**
   * Asks the service something about one group or room, once for all resources that ask it at about the same time.
   *
   * @param place as of {@link alone}; what is changed in this run is asked again
   * @param question tells this from other questions about the same place
   */
  shared<Answer>(place: string, question: string, ask: () => Promise<Answer>): Promise<Answer> {
    return this.#answers.ask(place, question, ask);
  }
}
