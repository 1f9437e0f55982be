import type { IncomingMessage } from "node:http";
import { limits } from "../model/limits";

/**
 * Reads the body of a request to its end, so that the client has sent everything before it gets an answer.
 * @returns undefined for a body larger than 1 MB, which it drops
 * @throws if the client disconnects before the end
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.requestBodyBytes) chunks = [];
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(bytes > limits.requestBodyBytes ? undefined : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON value of a body, or undefined when it is not UTF-8, not JSON, or nested deeper than 64 levels. */
export function parseJson(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return isDeeperThan(limits.jsonDepth, value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Recurses at most `levels` deep, so that no body can exhaust the stack. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (levels < 0) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}
