import type { ServerResponse } from "node:http";

/** The reply of a control route: a document, or a stream that writes to the response as long as it is open. */
export type Reply =
  | {
      readonly status: number;
      readonly type: string;
      readonly content: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly stream: (response: ServerResponse) => void };

/**
 * The page loads files only from the emulator and never makes HTML from text. It cannot be framed: a page around it could
 * trick the user into pressing its buttons. JSON cannot run as a script, and no page of another site can read it.
 */
export const protections = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
} as const;

export function json(status: number, value: unknown): Reply {
  return { status, type: "application/json; charset=utf-8", content: JSON.stringify(value) };
}

export function failure(status: number, error: string): Reply {
  return json(status, { error });
}

export function send(response: ServerResponse, reply: Reply): void {
  if ("stream" in reply) {
    reply.stream(response);
    return;
  }
  const { status, type, content, headers } = reply;
  response.writeHead(status, {
    ...protections,
    ...headers,
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(content),
  });
  response.end(content);
}
