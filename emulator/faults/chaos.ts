import { createHash } from "node:crypto";
import { type ArmedFault, type Fault, type FaultKind, readFault } from "./faults";

/** How often requests fail by chance, and which requests. */
export interface ChaosSettings {
  /** The probability for each request, from 0 to 1. */
  readonly probability: number;
  readonly seed: number;
}

type Parameters = Omit<Fault, "command" | "kind">;

/**
 * The parameters that chaos may use for each kind of fault. A client survives all of them if it waits some seconds and repeats the
 * call. Undefined: such a client does not survive this kind, so chaos never uses it.
 */
const survivable: Readonly<Record<FaultKind, readonly Parameters[] | undefined>> = {
  // The two codes of "Error Codes" that every command may answer and a client should retry.
  errorCode: [{ errorCode: 60007 }, { errorCode: 60008 }],
  status: [{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }],
  latency: [{ milliseconds: 20 }, { milliseconds: 100 }, { milliseconds: 500 }],
  notJson: [{}],
  truncated: [{}],
  resetBefore: [{}],
  resetAfter: [{}],
  // A client without a time limit would wait for ever.
  hang: undefined,
};

/** The faults to draw from, by kind. The kind is drawn first, so that all kinds are equally frequent. */
const kinds: readonly (readonly ArmedFault[])[] = Object.entries(survivable).flatMap(([kind, choices]) =>
  choices === undefined ? [] : [choices.map((choice) => readFault({ command: "*", kind, ...choice }))],
);

/**
 * Faults by chance that can be repeated. Only the seed and n decide whether the n-th request since the start or the last reset
 * meets a fault, and which: neither timing nor the faults of other requests matter.
 */
export class Chaos {
  readonly #settings: ChaosSettings;
  #requests = 0;

  constructor(settings: ChaosSettings) {
    this.#settings = settings;
  }

  /** The fault for the next request, if any. Call it exactly once for each request. */
  next(): ArmedFault | undefined {
    const { probability, seed } = this.#settings;
    this.#requests += 1;
    const dice = createHash("sha256").update(`${seed}/${this.#requests}`).digest();
    if (fraction(dice, 0) >= probability) return undefined;
    return choose(choose(kinds, fraction(dice, 4)), fraction(dice, 8));
  }

  restart(): void {
    this.#requests = 0;
  }
}

/** A number from 0 to below 1. */
function fraction(bytes: Buffer, offset: number): number {
  return bytes.readUInt32BE(offset) / 2 ** 32;
}

function choose<T>(choices: readonly T[] | undefined, at: number): T | undefined {
  return choices?.[Math.floor(at * choices.length)];
}
