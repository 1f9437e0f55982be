import type { Answer } from "../faults/effects";
import type { FaultKind } from "../faults/faults";
import { parseJson } from "../http/body";
import type { Redactor } from "./redact";

/** One REST request, as `GET /_emulator/requests` shows it. */
export interface RequestRecord {
  /** When it arrived, by the emulator's clock: ISO 8601 in UTC, with milliseconds. */
  at: string;
  /** The `sdkappid` of the URL, whether it is served or not; null when it was no number. */
  sdkAppId: number | null;
  /** `service/command`: the path behind `/v4/`, cut after 200 characters. */
  command: string;
  /** The parsed body; null when it was not JSON, too deep, or above 64 KB. */
  body: unknown;
  /** The parsed answer; null when none was given whole, as yet or because of a fault, or above 64 KB. */
  answer: unknown;
  /** The ErrorCode that was answered; null when none was, as yet or because of a fault. */
  errorCode: number | null;
  /** Number of the TCP connection it came on, counted from 1 since the start. */
  connection: number;
  /**
   * Number of the UserSig it came with, counted from 1 since the start or the last reset in the order of first use; null
   * when it had none. So a client that signs anew for each request can be told from one that does not.
   */
  userSig: number | null;
  /** Why it was not let in; there only if it was not. Its body was not read, and it counted for nothing. */
  refused?: string;
}

/** A request as the page at `/` shows it. */
export interface LoggedRequest {
  /** Counted from 1 since the start or the last reset. */
  readonly number: number;
  /** What it met, if anything. */
  readonly fault: FaultKind | null;
  readonly record: RequestRecord;
}

/** What the log keeps of a request until it is asked for: bodies and answers as they came, secrets and all. */
export interface LogEntry {
  readonly number: number;
  /** Everything that is known when it arrives and is no secret. */
  readonly arrival: Omit<RequestRecord, "body" | "answer" | "errorCode">;
  readonly userSig: string;
  body: Buffer | undefined;
  answer: string | undefined;
  errorCode: number | null;
  fault: FaultKind | null;
  /** Undefined for a request that was let in. */
  readonly refused: string | undefined;
  revision: number;
  isKept: boolean;
}

/** What is known of a request when it arrives. */
interface Arriving {
  readonly atMs: number;
  /** Without secrets. */
  readonly command: string;
  readonly query: URLSearchParams;
  readonly connection: number;
}

/** Distinct UserSigs that are told apart; a client has to sign more than this for one of them to get a new number. */
const maxUserSigs = 1000;

/** Of one body, and of one answer. */
const maxTextBytes = 64 * 1024;
/**
 * Of all bodies and answers together: ten thousand of the largest would not fit into memory, least of all when the log is
 * asked for, since parsed JSON can take twenty times as much as its text.
 */
const maxLogBytes = 8 * 1024 * 1024;
const maxCommandLength = 200;
/** Of requests that were not let in: a page of another site that sends many of them drives none of the others out. */
const maxRefused = 100;

/**
 * The newest requests, in order of arrival. Secrets that a client puts into a body are in no record of it: they are taken
 * out when a record is asked for, which few requests ever are.
 */
export class RequestLog {
  readonly #size: number;
  readonly #redactor: Redactor;
  readonly #changed: () => void;
  /** The oldest ones may have been dropped already: see `isKept`. */
  #entries: LogEntry[] = [];
  #refused: readonly LogEntry[] = [];
  #kept = 0;
  #bytes = 0;
  #revision = 0;
  #generation = 0;
  #lastNumber = 0;
  readonly #userSigs = new Map<string, number>();
  #userSigCount = 0;

  /** @param changed called whenever a request came, was answered, or all were forgotten */
  constructor(size: number, redactor: Redactor, changed: () => void) {
    this.#size = size;
    this.#redactor = redactor;
    this.#changed = changed;
  }

  /** Records a request. The caller says by {@link close} how it ended. */
  open(
    request: Arriving & {
      /** Undefined when it was too large to be read. */
      readonly body: Buffer | undefined;
      readonly fault: FaultKind | null;
    },
  ): LogEntry {
    const userSig = request.query.get("usersig") ?? "";
    const entry = this.#enter(request, {
      number: userSig === "" ? null : this.#numberOf(userSig),
      userSig,
      body: kept(request.body),
      fault: request.fault,
    });
    this.#entries.push(entry);
    this.#kept += 1;
    this.#bytes += entry.body?.length ?? 0;
    this.#makeRoom();
    this.#changed();
    return entry;
  }

  /** Records a request that was not let in. */
  refuse(request: Arriving, why: string): LogEntry {
    const entry = this.#enter(request, {
      number: null,
      userSig: "",
      body: undefined,
      fault: null,
      refused: why,
    });
    this.#refused = [...this.#refused, entry].slice(-maxRefused);
    this.#changed();
    return entry;
  }

  #enter(
    { atMs, command, query, connection }: Arriving,
    {
      number,
      ...rest
    }: Pick<LogEntry, "userSig" | "body" | "fault"> & { number: number | null; refused?: string },
  ): LogEntry {
    const sdkAppId = query.get("sdkappid") ?? "";
    this.#lastNumber += 1;
    this.#revision += 1;
    return {
      number: this.#lastNumber,
      arrival: {
        at: new Date(atMs).toISOString(),
        sdkAppId: /^\d{1,15}$/.test(sdkAppId) ? Number(sdkAppId) : null,
        command: command.slice(0, maxCommandLength),
        connection,
        userSig: number,
      },
      refused: undefined,
      ...rest,
      answer: undefined,
      errorCode: null,
      revision: this.#revision,
      isKept: true,
    };
  }

  /** @param answer what the client got to see; null when it got none, or none that is JSON */
  close(entry: LogEntry, answer: Answer | null): void {
    entry.errorCode = answer?.errorCode ?? null;
    if (!entry.isKept) return;
    this.#revision += 1;
    entry.revision = this.#revision;
    entry.answer = kept(answer?.json);
    this.#bytes += entry.answer?.length ?? 0;
    this.#makeRoom();
    this.#changed();
  }

  list(): RequestRecord[] {
    return this.#all().map((entry) => this.#recordOf(entry));
  }

  /** What {@link changesSince} is to be asked with the next time. */
  get revision(): number {
    return this.#revision;
  }

  /** How often the log was emptied. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * The requests that came or were answered after a revision, in order of arrival: the newest of them, as many as the
   * limits allow, but one at least.
   */
  changesSince(revision: number, maxCount: number, maxBytes: number): LoggedRequest[] {
    const changed = this.#all().filter((entry) => entry.revision > revision);
    const newest = changed.slice(-maxCount).reverse();
    let bytes = 0;
    const within = newest.filter((entry, index) => {
      bytes += bytesOf(entry);
      return index === 0 || bytes <= maxBytes;
    });
    return within.reverse().map((entry) => {
      const { number, fault } = entry;
      return { number, fault, record: this.#recordOf(entry) };
    });
  }

  clear(): void {
    for (const entry of this.#entries) drop(entry);
    this.#entries = [];
    this.#refused = [];
    this.#kept = 0;
    this.#bytes = 0;
    this.#lastNumber = 0;
    this.#revision += 1;
    this.#generation += 1;
    this.#userSigs.clear();
    this.#userSigCount = 0;
    this.#changed();
  }

  #makeRoom(): void {
    while (this.#kept > this.#size || this.#bytes > maxLogBytes) {
      const oldest = this.#entries[this.#entries.length - this.#kept];
      if (oldest === undefined) return;
      this.#bytes -= bytesOf(oldest);
      this.#kept -= 1;
      drop(oldest);
    }
    // In bulk: an array that loses its first item on every push moves all others each time.
    if (this.#entries.length >= 2 * this.#size)
      this.#entries = this.#entries.slice(this.#entries.length - this.#kept);
  }

  /** What is kept, in order of arrival. */
  #all(): LogEntry[] {
    const entries = this.#entries.filter(({ isKept }) => isKept);
    if (this.#refused.length === 0) return entries;
    return [...entries, ...this.#refused].sort((one, other) => one.number - other.number);
  }

  #recordOf({ arrival, userSig, body, answer, errorCode, refused }: LogEntry): RequestRecord {
    const { at, sdkAppId, command, connection, userSig: number } = arrival;
    return {
      at,
      sdkAppId,
      command,
      body: this.#redactor.value(body === undefined ? null : (parseJson(body) ?? null), [userSig]),
      answer: this.#redactor.value(answer === undefined ? null : JSON.parse(answer), [userSig]),
      errorCode,
      connection,
      userSig: number,
      ...(refused !== undefined && { refused }),
    };
  }

  #numberOf(userSig: string): number {
    const known = this.#userSigs.get(userSig);
    if (known !== undefined) return known;
    const [oldest] = this.#userSigs.keys();
    if (oldest !== undefined && this.#userSigs.size >= maxUserSigs) this.#userSigs.delete(oldest);
    this.#userSigCount += 1;
    this.#userSigs.set(userSig, this.#userSigCount);
    return this.#userSigCount;
  }
}

function kept<T extends Buffer | string>(text: T | undefined): T | undefined {
  return text !== undefined && text.length <= maxTextBytes ? text : undefined;
}

function bytesOf({ body, answer }: LogEntry): number {
  return (body?.length ?? 0) + (answer?.length ?? 0);
}

/** An entry outlives the log when its request is still waiting; its texts do not. */
function drop(entry: LogEntry): void {
  entry.isKept = false;
  entry.body = undefined;
  entry.answer = undefined;
}
