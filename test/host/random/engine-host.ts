import type { Host, Resource } from "../support/host";
import type { ResourceType } from "../support/provider-texts";

/** When the host of an `up` is killed, as by SIGKILL. */
export interface Kill {
  /**
   * `between`: after that many steps, when none is running. `before`: with that many requests sent and the next one about
   * to be. `after`: with the work of that many requests done, and the last one's answer not seen.
   */
  readonly moment: "between" | "before" | "after";
  readonly at: number;
}

/** What the engine calls. */
export interface EngineCalls extends Pick<Host, "check" | "diff" | "create" | "read" | "update" | "delete"> {
  /** Reads what a program only has the id of. */
  get(type: ResourceType, id: string): Promise<Resource | undefined>;
}

/** The host of one `up`, as the engine sees it. */
export interface EngineHost extends EngineCalls {
  /** Resolves when the host has been killed; what was called until then is never answered. */
  readonly dead: Promise<void>;
  /** Kills the host, unless it is dead, and waits until nothing that it sent is still on its way. */
  kill(): Promise<void>;
  /** Ends the host after its work. */
  stop(): Promise<void>;
}

export interface EngineHostOptions {
  readonly kill: Kill | undefined;
  /** For one request: short where requests are made to hang, long where none may fail. */
  readonly timeoutSeconds: number;
}

export function callsOf(host: Host): EngineCalls {
  return {
    check: (...call) => host.check(...call),
    diff: (...call) => host.diff(...call),
    create: (...call) => host.create(...call),
    read: (...call) => host.read(...call),
    get: (type, id) => host.read(host.known(type, id, {})),
    update: (...call) => host.update(...call),
    delete: (...call) => host.delete(...call),
  };
}
