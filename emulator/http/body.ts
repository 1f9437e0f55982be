import type { IncomingMessage } from "node:http";
import { limits } from "../model/limits";

/**
 * Reads a request's body to its end, so that the client is done sending when it gets its answer.
 * @returns undefined when it is above 1 MB; then nothing of it is kept
 * @throws when the client goes away before the end
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

/** The JSON value in a body, or undefined when there is none: no UTF-8, no JSON, or nested deeper than 64 levels. */
export function parseJson(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return isDeeperThan(limits.jsonDepth, value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Goes no deeper into itself than `levels`, so no body can exhaust the stack. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (levels < 0) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}
