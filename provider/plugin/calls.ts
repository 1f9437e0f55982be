import { AsyncLocalStorage } from "node:async_hooks";
import { type Bounds, withinBounds } from "../client/bounds";
import { contextOf } from "../contexts";
import { byApp, type CallsByApp } from "../lifecycle/by-app";
import { Context } from "../lifecycle/context";
import { ExplainedError } from "../lifecycle/explained-error";
import type { Fields } from "../lifecycle/inputs";
import type { ResourceName } from "../resources/resource-name";
import { repeatingOutputs, warningOf } from "../secret-names";
import { configurationIn } from "./configuration";
import type { Properties } from "./conversions";
import type { Tell } from "./engine";
import { type ResourceType, resources } from "./resources";
import { identityOf } from "./urns";

/** The longest time that a timer takes. */
const longestMilliseconds = 2 ** 31 - 1;

/** One type of resource, with the configuration of this process. */
export interface Opened extends Omit<ResourceType, "lifecycleIn"> {
  readonly name: ResourceName;
  readonly fields: Fields;
  /** Outputs that repeat names, see `repeatingOutputs`. */
  readonly repeating: readonly string[];
  readonly calls: CallsByApp<Properties, Properties>;
}

const isResource = (name: string): name is ResourceName => Object.hasOwn(resources, name);

/** The URN of the resource that is being worked on. One storage for all calls: Node.js visits every storage at each promise. */
const working = new AsyncLocalStorage<string>();

/** The lifecycles of all resources, as one process calls them. */
export class Calls {
  readonly #opened = new Map<string, Opened>();
  readonly #cancelled = new AbortController();
  readonly #tellOfWork = (line: string): void => void this.tell("info", line, working.getStore());
  #configuration: Properties = {};
  #isWarned = false;

  constructor(
    readonly tell: Tell,
    readonly contextFor: typeof contextOf = contextOf,
  ) {}

  /** @param inputs of the provider resource */
  configure(inputs: Properties): void {
    this.#configuration = inputs;
    this.#opened.clear();
  }

  /** The type of a resource, by its URN. */
  of(urn: string): Opened {
    const { type } = identityOf(urn);
    const known = this.#opened.get(type);
    if (known !== undefined) return known;
    const fresh = this.#open(type);
    this.#opened.set(type, fresh);
    return fresh;
  }

  #open(token: string): Opened {
    const name = /^tencent-chat:index:(\w+)$/.exec(token)?.[1] ?? "";
    if (!isResource(name)) {
      const all = Object.keys(resources).join(", ");
      throw new ExplainedError(
        `There is no resource ${token}. This package has ${all} in tencent-chat:index.`,
      );
    }
    const { lifecycleIn, ...rest } = resources[name];
    const { fields } = lifecycleIn(new Context(configurationIn({})));
    const contextIn = (app?: string): Context =>
      this.contextFor(configurationIn(this.#configuration, app), this.#tellOfWork);
    const calls = byApp(name, contextIn, lifecycleIn);
    return { ...rest, name, fields, calls, repeating: repeatingOutputs[name] };
  }

  /**
   * Does a resource's work within a time limit. After that, no request begins, and one on the wire is given up.
   *
   * @param seconds the limit; 0 for none
   */
  within<Result>(urn: string, seconds: number, work: () => Promise<Result>): Promise<Result> {
    const milliseconds = Math.min(seconds * 1000, longestMilliseconds);
    const bounds: Bounds = {
      cancelled: this.#cancelled.signal,
      ...(seconds > 0 ? { deadline: AbortSignal.timeout(Math.ceil(milliseconds)) } : {}),
    };
    return working.run(urn, () => withinBounds(bounds, work));
  }

  /** Warns once that a secret name is not hidden everywhere. */
  async warnOfSecret(urn: string, input: string): Promise<void> {
    if (this.#isWarned) return;
    this.#isWarned = true;
    const { type, name } = identityOf(urn);
    await this.tell("warning", warningOf(input, type.replace(/^.*:/, ""), name), urn);
  }

  /** From now on, no request begins; those on the wire may finish. */
  cancel(): void {
    this.#cancelled.abort();
  }
}
