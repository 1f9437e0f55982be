import { connectTimeoutCode, openPool, type Pool } from "./connections";
import { type FaultKind, TransportFault } from "./faults";
import { proxyFailureIn } from "./proxy";

/** Enough for every documented answer: the service itself refuses to send more than 1 MB. */
const largestAnswerBytes = 4 * 1024 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Transport {
  /**
   * Prepares for sending, before the rate limiter lets the first request pass. If the first request waited after that, it would
   * arrive together with later ones and exceed the rate. `send` reports a failure.
   */
  open(): Promise<void>;
  /**
   * Sends one request and returns its answer, or throws a {@link TransportFault} that contains neither URL nor cause.
   *
   * @param deadline once aborted, the request fails as if it had taken too long
   */
  send(url: string, body: string, deadline?: AbortSignal): Promise<HttpAnswer>;
}

type Fetch = typeof import("node-fetch", { with: { "resolution-mode": "import" }}).default;

interface Connections {
  readonly fetch: Fetch;
  readonly agent: Pool;
}

/** Loads node-fetch at the first request, since many processes send none. */
async function open(pool: Promise<Pool>): Promise<Connections> {
  const [{ default: fetch }, agent] = await Promise.all([import("node-fetch"), pool]);
  return { fetch, agent };
}

/**
 * A transport with its own keep-alive pool.
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
        // A redirect would give the UserSig, which is in the URL, to another host.
        redirect: "manual",
        size: largestAnswerBytes,
        signal: tooLong.signal,
      });
      answering = true;
      return { status: response.status, text: await response.text() };
    } catch (error) {
      // The error is not kept as cause: the HTTP library's errors contain the URL and so the UserSig.
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

/** System error codes that tell more than "the connection broke". */
const kindsByCode: ReadonlyMap<string, FaultKind> = new Map([
  ["ECONNREFUSED", "refused"],
  [connectTimeoutCode, "refused"],
  ["EHOSTUNREACH", "refused"],
  ["ENETUNREACH", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["ETIMEDOUT", "timeout"],
]);

/** Error codes of node:tls for a certificate that cannot be trusted. */
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

/** The system's code, and the proxy if there is one, since it may have caused the fault. */
function detailOf(error: unknown, { via }: Pool): string {
  const { code } = error as { code?: unknown };
  const reason = typeof code === "string" ? [proxyFailureIn(code) ?? code] : [];
  return [...reason, ...(via === undefined ? [] : [`through the proxy ${via}`])].join(", ");
}
