import { type Bounds, withinBounds } from "../client/bounds";
import { contextOf } from "../contexts";
import { byApp, type CallsByApp } from "../lifecycle/by-app";
import { Context } from "../lifecycle/context";
import { ExplainedError } from "../lifecycle/explained-error";
import type { Fields } from "../lifecycle/inputs";
import { configurationIn } from "./configuration";
import type { Properties } from "./conversions";
import { type ResourceType, resources } from "./resources";
import { identityOf } from "./urns";

/** The longest time that a timer takes. */
const longestMilliseconds = 2 ** 31 - 1;

/** One type of resource, with the configuration of this process. */
export interface Opened extends Omit<ResourceType, "lifecycleIn"> {
  readonly fields: Fields;
  readonly calls: CallsByApp<Properties, Properties>;
}

/** The lifecycles of all resources, as one process calls them. */
export class Calls {
  readonly #opened = new Map<string, Opened>();
  readonly #cancelled = new AbortController();
  #configuration: Properties = {};

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
    const type = Object.hasOwn(resources, name) ? resources[name] : undefined;
    if (type === undefined) {
      const all = Object.keys(resources).join(", ");
      throw new ExplainedError(
        `There is no resource ${token}. This package has ${all} in tencent-chat:index.`,
      );
    }
    const { lifecycleIn, ...rest } = type;
    const { fields } = lifecycleIn(new Context(configurationIn({})));
    const calls = byApp(name, (app) => contextOf(configurationIn(this.#configuration, app)), lifecycleIn);
    return { ...rest, fields, calls };
  }

  /**
   * Does work as long as it may take. After that, it begins no request and gives up the one on the wire.
   *
   * @param seconds 0 for as long as it takes
   */
  within<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
    const milliseconds = Math.min(seconds * 1000, longestMilliseconds);
    const bounds: Bounds = {
      cancelled: this.#cancelled.signal,
      ...(seconds > 0 ? { deadline: AbortSignal.timeout(Math.ceil(milliseconds)) } : {}),
    };
    return withinBounds(bounds, work);
  }

  /** From now on no request is begun; those on the wire come to their end. */
  cancel(): void {
    this.#cancelled.abort();
  }
}
