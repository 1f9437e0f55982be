import { request } from "node:http";
import { type Listening, serve } from "../../support/listening";

/** A gateway in front of the service, which sees the URLs that the service's request log leaves out. */
export interface Relay extends Pick<Listening, "url" | "connections" | "stop"> {
  /** The parameters of the URL of every request, in the order of arrival. */
  readonly queries: readonly URLSearchParams[];
}

/** The JSON that a gateway answers by itself, given the URL that was asked for. */
export type OwnAnswer = (url: URL) => object;

export interface RelayOptions {
  /** Answers every request by itself. @default the service at `target` answers */
  readonly ownAnswer?: OwnAnswer;
  /** The Host header with which it asks the service. @default the client's */
  readonly host?: string;
}

/** Passes every request on to the service at `target`, or answers it by itself. */
export async function startRelay(target: string, { ownAnswer, host }: RelayOptions = {}): Promise<Relay> {
  const queries: URLSearchParams[] = [];
  const server = await serve((incoming, outgoing) => {
    const { method } = incoming;
    const headers = { ...incoming.headers, ...(host === undefined ? {} : { host }) };
    const url = new URL(incoming.url ?? "", target);
    queries.push(url.searchParams);
    if (ownAnswer !== undefined) {
      incoming.resume();
      outgoing.end(JSON.stringify(ownAnswer(url)));
      return;
    }
    const onward = request(url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  return Object.assign(server, { queries });
}
