import { fieldsOf, integerOf, oneOf, ShapeError } from "../json-reader";
import type { Redactor } from "../log/redact";

/** The kinds of faults, each with the parameter that it takes. */
export const faultParameters = {
  /** Answers with `errorCode` in the usual envelope; the command is not executed. */
  errorCode: "errorCode",
  /** Answers HTTP `status` (default 502) with a page, as a gateway does; the command is not executed. */
  status: "status",
  /** Waits `milliseconds` (default 1000), then executes the command and answers as usual. */
  latency: "milliseconds",
  /** Answers HTTP 200 with a page that is not JSON; the command is not executed. */
  notJson: null,
  /** Executes the command, then breaks the connection in the middle of the answer. */
  truncated: null,
  /** Breaks the connection; the command is not executed. */
  resetBefore: null,
  /** Executes the command, then breaks the connection without an answer. */
  resetAfter: null,
  /** Neither executes the command nor answers. The connection stays open until the client or stop() closes it. */
  hang: null,
} as const;

export type FaultKind = keyof typeof faultParameters;

/** @internal */
export const faultKinds = Object.keys(faultParameters) as readonly FaultKind[];

/** A fault: which requests go wrong, and how. */
export interface Fault {
  /** `service/command`, or `*` for any. */
  readonly command: string;
  readonly kind: FaultKind;
  /** For kind `errorCode`, which requires it: any positive integer. */
  readonly errorCode?: number;
  /** For kind `status`: 200 to 599. @default 502 */
  readonly status?: number;
  /** For kind `latency`: up to 600000. @default 1000 */
  readonly milliseconds?: number;
  /** How many matching requests pass first. @default 0 */
  readonly skip?: number;
  /** How many matching requests then go wrong. @default 1 */
  readonly times?: number;
}

/** A fault that is still to come, with the rest of its `skip` and `times`. */
export interface WaitingFault extends Fault {
  /** The number for `DELETE /_emulator/faults/{id}`, counted from 1 since the start. */
  readonly id: number;
  readonly skip: number;
  readonly times: number;
}

/**
 * A fault with its defaults filled in.
 *
 * @internal
 */
export type ArmedFault = Readonly<Required<Fault>>;

const maxCount = 1_000_000_000;

const names = ["command", "kind", "errorCode", "status", "milliseconds", "skip", "times"] as const;
const parameters = ["errorCode", "status", "milliseconds"] as const;

/**
 * @throws ShapeError
 *
 * @internal
 */
export function readFault(value: unknown): ArmedFault {
  const { command, kind: givenKind, ...given } = fieldsOf(value, "fault", names);
  if (typeof command !== "string" || !/^(\*|[^/*]+\/[^/*]+)$/.test(command))
    throw new ShapeError("fault.command", 'must be "service/command" or "*"');
  const kind = oneOf(givenKind, "fault.kind", faultKinds);
  for (const name of parameters) {
    if (given[name] !== undefined && faultParameters[kind] !== name)
      throw new ShapeError(`fault.${name}`, `is not for kind ${kind}`);
  }
  if (kind === "errorCode" && given.errorCode === undefined)
    throw new ShapeError("fault.errorCode", "is missing");
  return {
    command,
    kind,
    errorCode: integerOf(given.errorCode ?? 1, "fault.errorCode", 1, maxCount),
    status: integerOf(given.status ?? 502, "fault.status", 200, 599),
    milliseconds: integerOf(given.milliseconds ?? 1000, "fault.milliseconds", 0, 600_000),
    skip: integerOf(given.skip ?? 0, "fault.skip", 0, maxCount),
    times: integerOf(given.times ?? 1, "fault.times", 1, maxCount),
  };
}

/**
 * The faults that are still to come, in the order in which they were added. A request meets at most one fault: the first matching
 * one with nothing left to skip. The `skip` of a fault counts only requests that met no earlier fault. So faults that are added
 * one after another also happen one after another.
 * @internal
 */
export class Faults {
  readonly #redactor: Redactor;
  readonly #changed: () => void;
  #waiting: { readonly id: number; readonly fault: ArmedFault; skip: number; times: number }[] = [];
  #lastId = 0;

  /** @param changed called when the result of {@link list} may have changed */
  constructor(redactor: Redactor, changed: () => void) {
    this.#redactor = redactor;
    this.#changed = changed;
  }

  /** @throws ShapeError */
  add(value: unknown): void {
    const fault = readFault(value);
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, fault, skip: fault.skip, times: fault.times });
    this.#changed();
  }

  /** Counts a request for `command`, and returns the fault that it meets, if any. */
  take(command: string): ArmedFault | undefined {
    for (const each of this.#waiting) {
      if (each.fault.command !== "*" && each.fault.command !== command) continue;
      if (each.skip > 0) {
        each.skip -= 1;
        this.#changed();
        continue;
      }
      each.times -= 1;
      this.#waiting = this.#waiting.filter(({ times }) => times > 0);
      this.#changed();
      return each.fault;
    }
    return undefined;
  }

  /** In the order they were added. */
  list(): WaitingFault[] {
    return this.#waiting.map(({ id, fault, skip, times }) => {
      const parameter = faultParameters[fault.kind];
      const given = parameter === null ? {} : { [parameter]: fault[parameter] };
      return { id, command: this.#redactor.line(fault.command), kind: fault.kind, ...given, skip, times };
    });
  }

  /** Removes a fault. @returns whether it was still to come */
  remove(id: number): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((each) => each.id !== id);
    this.#changed();
    return this.#waiting.length < before;
  }

  clear(): void {
    this.#waiting = [];
    this.#changed();
  }
}
