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
  /** The ErrorCode that was answered; null when none was, as yet or because of a fault. */
  errorCode: number | null;
  /** Number of the TCP connection it came on, counted from 1 since the start. */
  connection: number;
  /**
   * Number of the UserSig it came with, counted from 1 since the start or the last reset in the order of first use; null
   * when it had none. So a client that signs anew for each request can be told from one that does not.
   */
  userSig: number | null;
}

/** Distinct UserSigs that are told apart; a client has to sign more than this for one of them to get a new number. */
const maxUserSigs = 1000;

const maxBodyBytes = 64 * 1024;
const maxCommandLength = 200;

/** Texts shorter than this cannot be told from ordinary ones, and are no working secrets. */
const minSecretLength = 8;

/** The newest requests, in order of arrival. Secrets that a client puts into a body are not kept. */
export class RequestLog {
  readonly #size: number;
  readonly #secretKeys: readonly string[];
  #records: RequestRecord[] = [];
  readonly #userSigs = new Map<string, number>();
  #userSigCount = 0;

  constructor(size: number, secretKeys: readonly string[]) {
    this.#size = size;
    this.#secretKeys = secretKeys;
  }

  /** Records a request. The caller sets `errorCode` of the record once it is known. */
  open(request: {
    readonly atMs: number;
    readonly command: string;
    readonly query: URLSearchParams;
    readonly body: unknown;
    readonly bodyBytes: number;
    readonly connection: number;
  }): RequestRecord {
    const sdkAppId = request.query.get("sdkappid") ?? "";
    const userSig = request.query.get("usersig") ?? "";
    const secrets = [...this.#secretKeys, userSig];
    const isKept = request.body !== undefined && request.bodyBytes <= maxBodyBytes;
    const record: RequestRecord = {
      at: new Date(request.atMs).toISOString(),
      sdkAppId: /^\d{1,15}$/.test(sdkAppId) ? Number(sdkAppId) : null,
      command: request.command.slice(0, maxCommandLength),
      body: isKept
        ? without(
            secrets.filter((secret) => secret.length >= minSecretLength),
            request.body,
          )
        : null,
      errorCode: null,
      connection: request.connection,
      userSig: userSig === "" ? null : this.#numberOf(userSig),
    };
    this.#records.push(record);
    // Dropping in bulk: an array that loses its first item on every push moves all others each time.
    if (this.#records.length >= 2 * this.#size) this.#records = this.list();
    return record;
  }

  list(): RequestRecord[] {
    return this.#records.slice(-this.#size);
  }

  clear(): void {
    this.#records = [];
    this.#userSigs.clear();
    this.#userSigCount = 0;
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

/** A copy of a JSON value in which every text that holds a secret is replaced. */
function without(secrets: readonly string[], value: unknown): unknown {
  if (typeof value === "string")
    return secrets.some((secret) => value.includes(secret)) ? "[redacted]" : value;
  if (Array.isArray(value)) return value.map((each) => without(secrets, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [without(secrets, key), without(secrets, each)]),
  );
}
