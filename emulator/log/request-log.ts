import type { Answer } from "../faults/effects";
import type { FaultKind } from "../faults/faults";
import { parseJson } from "../http/body";
import type { Redactor } from "./redact";

/** One REST request, as `GET /_emulator/requests` shows it. */
export interface RequestRecord {
  /** When the request arrived by the clock of the emulator: ISO 8601 in UTC, with milliseconds. */
  at: string;
  /** The `sdkappid` of the URL, even of an app that is not served; null when it was not a number. */
  sdkAppId: number | null;
  /** `service/command`: the path behind `/v4/`, cut after 200 characters. */
  command: string;
  /** The parsed body; null when it was not JSON, nested too deep, or larger than 64 KB. */
  body: unknown;
  /** The parsed answer; null when it is not sent yet, when a fault kept it from arriving whole, or above 64 KB. */
  answer: unknown;
  /** The ErrorCode of the answer; null when it is not sent yet, or when a fault kept it from arriving. */
  errorCode: number | null;
  /** Number of its TCP connection, counted from 1 since the start. */
  connection: number;
  /**
   * Number of its UserSig, counted from 1 since the start or the last reset in the order of first use; null when it had none.
   * It shows whether a client reuses its UserSig or signs each request anew.
   */
  userSig: number | null;
  /** Why the request was refused: it may come from a web page. Absent otherwise. Its body was not read, no rate counts it. */
  refused?: string;
  /** True for what a control route removed: no request of a client. Absent otherwise. */
  byHand?: true;
}

/** A request as the page at `/` shows it. */
export interface LoggedRequest {
  /** Counted from 1 since the start or the last reset. */
  readonly number: number;
  /** The kind of fault that the request met, if any. */
  readonly fault: FaultKind | null;
  readonly record: RequestRecord;
}

/** What the log keeps of a request. Body and answer still hold secrets: they are redacted when the log is read. */
export interface LogEntry {
  readonly number: number;
  /** Everything that is known when the request arrives, without secrets. */
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

/** What is known of a request when it arrives. */
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
 * Limit of all bodies and answers together. Ten thousand of the largest would not fit into memory, least of all when the log
 * is read: parsed JSON can take twenty times as much memory as its text.
 */
const maxLogBytes = 8 * 1024 * 1024;
const maxCommandLength = 200;
/** Limit of refused requests, kept apart so that a page of another site cannot push other requests out of the log. */
const maxRefused = 100;

/**
 * The newest requests, in order of arrival. No record shows a secret that a client put into a body. Redaction happens when a
 * record is read, because most records never are.
 */
export class RequestLog {
  readonly #size: number;
  readonly #redactor: Redactor;
  readonly #changed: () => void;
  /** May still begin with entries that were dropped: see `isKept`. */
  #entries: LogEntry[] = [];
  #refused: readonly LogEntry[] = [];
  #kept = 0;
  #bytes = 0;
  #revision = 0;
  #generation = 0;
  #lastNumber = 0;
  readonly #userSigs = new Map<string, number>();
  #userSigCount = 0;

  /** @param changed called when a request came or was answered, and when the log was emptied */
  constructor(size: number, redactor: Redactor, changed: () => void) {
    this.#size = size;
    this.#redactor = redactor;
    this.#changed = changed;
  }

  /** Records a request. The caller calls {@link close} when it ends. */
  open(
    request: Arriving & {
      /** Undefined when it was too large. */
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

  /** Records what a control route removed, as a request that succeeded. */
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

  /** @param answer what the client received; null for no answer, or one that is not JSON */
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

  /** Rises with every change; the argument for the next {@link changesSince}. */
  get revision(): number {
    return this.#revision;
  }

  /** How often the log was emptied. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * The requests that came or were answered after a revision, in order of arrival. If the limits do not allow all of them,
   * only the newest; always at least one.
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

  /** All entries that are kept, in order of arrival. */
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

/** A waiting request still holds its entry, so the texts are released here. */
function drop(entry: LogEntry): void {
  entry.isKept = false;
  entry.body = undefined;
  entry.answer = undefined;
}
