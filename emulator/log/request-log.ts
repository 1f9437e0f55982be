import type { Answer } from "../faults/effects";
import type { FaultKind } from "../faults/faults";
import { parseJson } from "../http/body";
import type { Redactor } from "./redact";

/** One REST request in the answer of `GET /_emulator/requests`. */
export interface RequestRecord {
  /** When the request arrived, by the emulator's clock: ISO 8601 in UTC, with milliseconds. */
  at: string;
  /** The `sdkappid` of the URL, even of an app that is not served; null if it is no number. */
  sdkAppId: number | null;
  /** `service/command`: the path behind `/v4/`, cut after 200 characters. */
  command: string;
  /** The parsed body; null if it was not JSON, nested too deep, or larger than 64 KB. */
  body: unknown;
  /** The parsed answer; null if it is not sent yet, if a fault broke it, or if it is larger than 64 KB. */
  answer: unknown;
  /** The ErrorCode of the answer; null if it is not sent yet, or if a fault prevented it. */
  errorCode: number | null;
  /** Number of its TCP connection, counted from 1 since the start. */
  connection: number;
  /**
   * Number of its UserSig, counted from 1 since the start or the last reset in the order of first use; null if it had none. It
   * shows whether a client reuses its UserSig or signs each request.
   */
  userSig: number | null;
  /**
   * Why the emulator refused the request, which may come from a web page. It did not read the body, and the request counts for no
   * call rate. Absent for other requests.
   */
  refused?: string;
  /** True for a removal by a control route, which is no request of a client. Absent otherwise. */
  byHand?: true;
}

/**
 * A request on the page at `/`.
 *
 * @internal
 */
export interface LoggedRequest {
  /** Counted from 1 since the start or the last reset. */
  readonly number: number;
  /** The kind of the request's fault, if any. */
  readonly fault: FaultKind | null;
  readonly record: RequestRecord;
}

/**
 * A request in the log. Body and answer still contain secrets, which are redacted when the log is read.
 *
 * @internal
 */
export interface LogEntry {
  readonly number: number;
  /** Everything known at the request's arrival, without secrets. */
  readonly arrival: Omit<RequestRecord, "body" | "answer" | "errorCode">;
  readonly userSig: string;
  body: Buffer | undefined;
  answer: string | undefined;
  errorCode: number | null;
  fault: FaultKind | null;
  /** Undefined for a request that was not refused. */
  readonly refused: string | undefined;
  readonly byHand: boolean;
  revision: number;
  isKept: boolean;
}

/** A request at its arrival. */
interface Arriving {
  readonly atMs: number;
  /** Without secrets. */
  readonly command: string;
  readonly query: URLSearchParams;
  readonly connection: number;
}

/** How many UserSigs keep their number. An older UserSig gets a new number when it comes again. */
const maxUserSigs = 1000;

/** Limit of one body and of one answer. */
const maxTextBytes = 64 * 1024;
/**
 * Limit of all bodies and answers together. Ten thousand of the largest would not fit into memory, especially when the log is
 * read, since parsed JSON can take twenty times as much memory as its text.
 */
const maxLogBytes = 8 * 1024 * 1024;
const maxCommandLength = 200;
/** Limit of refused requests, kept apart so that a page of another site cannot push other requests out of the log. */
const maxRefused = 100;

/**
 * The newest requests, in order of arrival. No record shows a secret from the body of a request. The log redacts a record when it
 * is read, because most records are never read.
 * @internal
 */
export class RequestLog {
  readonly #size: number;
  readonly #redactor: Redactor;
  readonly #changed: () => void;
  /** May still begin with dropped entries: see `isKept`. */
  #entries: LogEntry[] = [];
  #refused: readonly LogEntry[] = [];
  #kept = 0;
  #bytes = 0;
  #revision = 0;
  #generation = 0;
  #lastNumber = 0;
  readonly #userSigs = new Map<string, number>();
  #userSigCount = 0;

  /** @param changed called when a request arrives or is answered, and when the log is emptied */
  constructor(size: number, redactor: Redactor, changed: () => void) {
    this.#size = size;
    this.#redactor = redactor;
    this.#changed = changed;
  }

  /** Records a request. The caller has to call {@link close} when the request ends. */
  open(
    request: Arriving & {
      /** Undefined if it was too large. */
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
    this.#keep(entry);
    return entry;
  }

  /** Records a request that the origin guard refused. */
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

  /** Records a removal by a control route as a request that succeeded. */
  recordByHand({
    sdkAppId,
    body,
    ...rest
  }: Pick<Arriving, "atMs" | "command"> & { readonly sdkAppId: number; readonly body: Buffer }): void {
    const query = new URLSearchParams({ sdkappid: String(sdkAppId) });
    const arriving = { ...rest, query, connection: 0 };
    const entry = this.#enter(arriving, {
      number: null,
      userSig: "",
      body: kept(body),
      fault: null,
      byHand: true,
    });
    this.#keep(entry);
    this.close(entry, { errorCode: 0, json: "{}" });
  }

  #keep(entry: LogEntry): void {
    this.#entries.push(entry);
    this.#kept += 1;
    this.#bytes += entry.body?.length ?? 0;
    this.#makeRoom();
    this.#changed();
  }

  #enter(
    { atMs, command, query, connection }: Arriving,
    {
      number,
      ...rest
    }: Pick<LogEntry, "userSig" | "body" | "fault"> & {
      number: number | null;
      refused?: string;
      byHand?: true;
    },
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
      byHand: false,
      ...rest,
      answer: undefined,
      errorCode: null,
      revision: this.#revision,
      isKept: true,
    };
  }

  /** @param answer the client's answer; null for no answer, or for one that is not JSON */
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

  /** Goes up with every change; the argument for the next {@link changesSince}. */
  get revision(): number {
    return this.#revision;
  }

  /** How often the log was emptied. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * The requests that arrived or were answered after a revision, in order of arrival. If the limits do not allow all of them, only
   * the newest, but at least one.
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
    // In bulk, because removing the first item of an array moves all others.
    if (this.#entries.length >= 2 * this.#size)
      this.#entries = this.#entries.slice(this.#entries.length - this.#kept);
  }

  /** All kept entries, in order of arrival. */
  #all(): LogEntry[] {
    const entries = this.#entries.filter(({ isKept }) => isKept);
    if (this.#refused.length === 0) return entries;
    return [...entries, ...this.#refused].sort((one, other) => one.number - other.number);
  }

  #recordOf({ arrival, userSig, body, answer, errorCode, refused, byHand }: LogEntry): RequestRecord {
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
      ...(byHand && { byHand }),
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

/** Releases the texts of an entry, because a waiting request still refers to the entry. */
function drop(entry: LogEntry): void {
  entry.isKept = false;
  entry.body = undefined;
  entry.answer = undefined;
}
