import { createHash } from "node:crypto";
import { type ArmedFault, type Fault, type FaultKind, readFault } from "./faults";

/** Which requests go wrong by chance. */
export interface ChaosSettings {
  /** Of each request, from 0 to 1. */
  readonly probability: number;
  readonly seed: number;
}

type Parameters = Omit<Fault, "command" | "kind">;

/**
 * Each kind of fault with the parameters that chance may give it: what a client survives that waits some seconds and
 * sends a call again. Undefined: it does not, and chance leaves the kind out.
 */
const survivable: Readonly<Record<FaultKind, readonly Parameters[] | undefined>> = {
  // The two codes of "Error Codes" that any command may give and that ask for another try.
  errorCode: [{ errorCode: 60007 }, { errorCode: 60008 }],
  status: [{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }],
  latency: [{ milliseconds: 20 }, { milliseconds: 100 }, { milliseconds: 500 }],
  notJson: [{}],
  truncated: [{}],
  resetBefore: [{}],
  resetAfter: [{}],
  // A client without a time limit of its own waits for ever.
  hang: undefined,
};

/** The faults of each kind that chance deals: first the kind is drawn, so that all kinds are as frequent. */
const kinds: readonly (readonly ArmedFault[])[] = Object.entries(survivable).flatMap(([kind, choices]) =>
  choices === undefined ? [] : [choices.map((choice) => readFault({ command: "*", kind, ...choice }))],
);

/**
 * Faults that come by chance, yet always the same: the one of the n-th request since the start or the last reset depends
 * on the seed and n alone, so neither timing nor the faults of other requests matter.
 */
export class Chaos {
  readonly #settings: ChaosSettings;
  #requests = 0;

  constructor(settings: ChaosSettings) {
    this.#settings = settings;
  }

  /** The fault that the next request meets, if any. To be asked once for each request. */
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

/** From 0 up to, not including, 1. */
function fraction(bytes: Buffer, offset: number): number {
  return bytes.readUInt32BE(offset) / 2 ** 32;
}

function choose<T>(choices: readonly T[] | undefined, at: number): T | undefined {
  return choices?.[Math.floor(at * choices.length)];
}
