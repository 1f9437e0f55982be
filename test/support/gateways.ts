import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, createServer as createNetServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSigned } from "./certificates";
import { listening } from "./listening";

/** Something that stands between the client and the service. */
export interface Gateway {
  readonly port: number;
  stop(): Promise<void>;
}

export interface TlsGateway extends Gateway {
  readonly url: string;
  /** A file with the certificate of its own authority. */
  readonly authorityFile: string;
  /** Requests that came through. */
  readonly requests: number;
}

/** Serves the service at `target` over TLS, for the name localhost, with a certificate that nobody knows. */
export async function startTlsGateway(target: string): Promise<TlsGateway> {
  const identity = await selfSigned(["localhost"]);
  const folder = mkdtempSync(join(tmpdir(), "authority-"));
  const authorityFile = join(folder, "authority.pem");
  writeFileSync(authorityFile, identity.cert);
  let requests = 0;
  const server = createSecureServer(identity, (incoming, outgoing) => {
    requests += 1;
    const { method, headers, url = "" } = incoming;
    const onward = request(new URL(url, target), { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const gateway = await listening(server);
  return {
    port: gateway.port,
    url: `https://localhost:${gateway.port}`,
    authorityFile,
    get requests() {
      return requests;
    },
    stop: async () => {
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Something that is no HTTP proxy, such as a SOCKS server: hangs up at the first bytes. */
export async function startHangingUp(): Promise<Gateway & { readonly url: string }> {
  const server = createNetServer((socket) => socket.once("data", () => socket.end()));
  return listening(server);
}

export interface ForwardProxy extends Gateway {
  readonly url: string;
  /** Hosts that it was asked to connect to, in order. */
  readonly connects: readonly string[];
}

/** A forward proxy that knows CONNECT; with `refusal`, answers it by that status. */
export async function startForwardProxy(refusal?: number): Promise<ForwardProxy> {
  const connects: string[] = [];
  const server: Server = createServer((_incoming, outgoing) => outgoing.writeHead(405).end());
  server.on("connect", ({ url = "" }, socket: Socket) => {
    connects.push(url);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    const end = (): void => {
      socket.destroy();
      onward.destroy();
    };
    for (const end1 of [socket, onward]) end1.on("error", end).on("close", end);
  });
  const gateway = await listening(server);
  return { ...gateway, connects };
}
