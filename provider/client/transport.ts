import { connectTimeoutCode, openPool, type Pool } from "./connections";
import { type FaultKind, TransportFault } from "./faults";
import { proxyFailureIn } from "./proxy";

/** More than enough for any documented answer: the service itself refuses to send over 1 MB. */
const largestAnswerBytes = 4 * 1024 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Transport {
  /**
   * Gets ready to send, before the rate limiter lets a first request pass. If that request waited for this afterwards, it
   * would arrive together with later ones and exceed the rate. A failure shows in `send`.
   */
  open(): Promise<void>;
  /**
   * Sends one request and gives its answer, or throws a {@link TransportFault} that holds neither URL nor cause.
   *
   * @param deadline gives the request up once it is aborted, as if it had taken too long
   */
  send(url: string, body: string, deadline?: AbortSignal): Promise<HttpAnswer>;
}

type Fetch = typeof import("node-fetch", { with: { "resolution-mode": "import" }}).default;

interface Connections {
  readonly fetch: Fetch;
  readonly agent: Pool;
}

/** Loaded at the first request: many processes send none. */
async function open(pool: Promise<Pool>): Promise<Connections> {
  const [{ default: fetch }, agent] = await Promise.all([import("node-fetch"), pool]);
  return { fetch, agent };
}

/**
 * A transport with a keep-alive pool of its own.
 *
 * @param baseUrl decides, with HTTPS_PROXY, ALL_PROXY and NO_PROXY, whether a proxy is used
 * @param timeoutMilliseconds for a whole request, from the connection to the last byte of the answer
 * @param poolFor opens the pool, once
 */
export function httpTransport(
  baseUrl: string,
  timeoutMilliseconds: number,
  poolFor: (baseUrl: string) => Promise<Pool> = openPool,
): Transport {
  let opening: Promise<Connections> | undefined;
  const opened = (): Promise<Connections> => {
    opening ??= open(poolFor(baseUrl));
    return opening;
  };
  const send: Transport["send"] = async (url, body, deadline) => {
    const { fetch, agent } = await opened();
    const tooLong = new AbortController();
    const giveUp = (): void => tooLong.abort();
    const timer = setTimeout(giveUp, timeoutMilliseconds);
    deadline?.addEventListener("abort", giveUp);
    if (deadline?.aborted === true) giveUp();
    let answering = false;
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
        agent,
        // A redirect would hand the UserSig, which is in the URL, to another host.
        redirect: "manual",
        size: largestAnswerBytes,
        signal: tooLong.signal,
      });
      answering = true;
      return { status: response.status, text: await response.text() };
    } catch (error) {
      // Not kept as a cause: the HTTP library's errors carry the URL, and with it the UserSig.
      const kind = tooLong.signal.aborted ? "timeout" : kindOf(error);
      throw new TransportFault(kind === "broken" && answering ? "cut" : kind, detailOf(error, agent));
    } finally {
      clearTimeout(timer);
      deadline?.removeEventListener("abort", giveUp);
    }
  };
  return {
    open: async () => {
      await opened().catch(() => {});
    },
    send,
  };
}

/** The system's error codes that say more than "the connection broke". */
const kindsByCode: ReadonlyMap<string, FaultKind> = new Map([
  ["ECONNREFUSED", "refused"],
  [connectTimeoutCode, "refused"],
  ["EHOSTUNREACH", "refused"],
  ["ENETUNREACH", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["ETIMEDOUT", "timeout"],
]);

/** Names that node:tls gives to a certificate that cannot be trusted. */
const certificateCode = /CERT|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH/;

function kindOf(error: unknown): FaultKind {
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (type === "max-size") return "tooLarge";
  if (typeof code !== "string") return "broken";
  const ofProxy = proxyFailureIn(code);
  if (ofProxy !== undefined && !certificateCode.test(ofProxy)) {
    return /^HTTP 4(?!08|29)/.test(ofProxy) ? "proxyRefused" : "proxyFailed";
  }
  return kindsByCode.get(code) ?? (certificateCode.test(code) ? "tls" : "broken");
}

/** The system's code, and the proxy where there is one: whatever breaks may be its fault. */
function detailOf(error: unknown, { via }: Pool): string {
  const { code } = error as { code?: unknown };
  const reason = typeof code === "string" ? [proxyFailureIn(code) ?? code] : [];
  return [...reason, ...(via === undefined ? [] : [`through the proxy ${via}`])].join(", ");
}
