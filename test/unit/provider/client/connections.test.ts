import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Agent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { inspect } from "node:util";
import { Client } from "../../../../provider/client/client";
import { addRobots } from "../../../../provider/client/commands";
import { openPool } from "../../../../provider/client/connections";
import { isTencentChatError } from "../../../../provider/client/errors";
import { type FaultKind, TransportFault } from "../../../../provider/client/faults";
import { httpTransport } from "../../../../provider/client/transport";
import {
  type ForwardProxy,
  startForwardProxy,
  startHangingUp,
  startTlsGateway,
  type TlsGateway,
} from "../../../support/gateways";
import { type Listening, serve } from "../../../support/listening";
import { options } from "./support";

/** What these tests set, and what else would choose a proxy. */
const variable = /_proxy$|^NODE_TLS_REJECT_UNAUTHORIZED$/i;

function clear(): void {
  for (const name of Object.keys(process.env)) if (variable.test(name)) delete process.env[name];
}

describe("the pool of connections", () => {
  const outside = Object.entries(process.env).filter(([name]) => variable.test(name));
  let service: Listening;
  let gateway: TlsGateway;
  let proxy: ForwardProxy;
  let opened: Agent[];

  before(async () => {
    service = await serve((_request, response) => {
      response.end("{}");
    });
  });

  beforeEach(async () => {
    gateway = await startTlsGateway(service.url);
    proxy = await startForwardProxy();
    opened = [];
    clear();
  });

  afterEach(async () => {
    for (const agent of opened) agent.destroy();
    clear();
    await gateway.stop();
    await proxy.stop();
  });

  after(async () => {
    Object.assign(process.env, Object.fromEntries(outside));
    await service.stop();
  });

  /** A way to send to a base URL, trusting an authority as NODE_EXTRA_CA_CERTS has a process do. */
  async function sender(
    baseUrl: string,
    authorityFile?: string,
    pool?: Agent,
  ): Promise<() => Promise<number>> {
    const agent = pool ?? (await openPool(baseUrl));
    opened.push(agent);
    if (authorityFile !== undefined) (agent as HttpsAgent).options.ca = readFileSync(authorityFile);
    const transport = httpTransport(baseUrl, 15_000, () => Promise.resolve(agent));
    return async () => (await transport.send(baseUrl, "{}")).status;
  }

  const ways: readonly [string, () => void][] = [
    ["direct", () => {}],
    [
      "through a proxy",
      () => {
        process.env.HTTPS_PROXY = proxy.url;
      },
    ],
  ];
  for (const [way, choose] of ways) {
    it(`sends nothing to a server whose certificate is not trusted, ${way}, though Node.js is told not to verify`, async () => {
      choose();
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
      const send = await sender(gateway.url);
      await assert.rejects(send, (fault) => fault instanceof TransportFault && fault.kind === "tls");
      assert.equal(gateway.requests, 0);
    });
  }

  it("goes through the proxy of HTTPS_PROXY over one connection that is kept alive", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    const send = await sender(gateway.url, gateway.authorityFile);
    for (let call = 0; call < 3; call++) assert.equal(await send(), 200);
    assert.deepEqual(proxy.connects, [`localhost:${gateway.port}`]);
    assert.equal(gateway.requests, 3);
  });

  it("opens at most 64 connections, through a proxy too", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    const send = await sender(gateway.url, gateway.authorityFile);
    await Promise.all(Array.from({ length: 80 }, send));
    assert.equal(proxy.connects.length, 64);
    assert.equal(gateway.requests, 80);
  });

  it("keeps a TLS connection that is idle for longer than it may take to come about", async () => {
    const agent = await openPool(gateway.url, 1_000);
    const send = await sender(gateway.url, gateway.authorityFile, agent);
    await send();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.equal(Object.values(agent.freeSockets).flat().length, 1);
  });

  it("goes past the proxy for a host in NO_PROXY", async () => {
    Object.assign(process.env, { HTTPS_PROXY: proxy.url, NO_PROXY: "localhost" });
    const send = await sender(gateway.url, gateway.authorityFile);
    assert.equal(await send(), 200);
    assert.deepEqual(proxy.connects, []);
  });

  it("never goes through a proxy without TLS", async () => {
    Object.assign(process.env, { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url });
    const send = await sender(service.url);
    assert.equal(await send(), 200);
    assert.deepEqual(proxy.connects, []);
  });

  const percent = "its user or password has a % that begins no escape: write %25 for it";
  const wrongProxies: readonly [proxy: string, address: string | undefined, why: string][] = [
    ["http://:x:y", undefined, "it is not a URL"],
    ["http://user:pa55word/1@localhost", undefined, "it is not a URL"],
    ["socks5://user:pa55word@localhost", "socks5://localhost:PORT", "it is neither http nor https"],
    ["http://user:pa55word%@localhost", "http://localhost:PORT", percent],
    ["http://us%er:pa55word@localhost", "http://localhost:PORT", percent],
    ["https://user:pa55word%zz@localhost", "https://localhost:PORT", percent],
    ["user:pa55word%ff@localhost", "https://localhost:PORT", percent],
  ];
  for (const [wrong, address, why] of wrongProxies) {
    for (const name of ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"]) {
      it(`sends nothing to anybody when ${name} is ${wrong}, and says why without a password`, async () => {
        const { port } = new URL(proxy.url);
        process.env[name] = wrong.replace("localhost", `localhost:${port}`);
        const client = new Client({ ...options, baseUrl: gateway.url });
        await assert.rejects(client.call(addRobots, { GroupId: "g", Member_Account: ["a"] }), (error) => {
          assert.ok(isTencentChatError(error));
          assert.equal(error.fault, "proxy");
          assert.equal(error.mayHaveHappened, false);
          assert.equal(error.attempts, 1);
          const named = address === undefined ? name : `${address.replace("PORT", port)} of ${name}`;
          assert.ok(error.message.includes(`cannot be used (${named}: ${why}). Correct`), error.message);
          assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /pa55word/);
          return true;
        });
        assert.deepEqual(proxy.connects, []);
      });
    }
  }

  it("names no address whose password may have been taken for a part of it", async () => {
    process.env.HTTPS_PROXY = "ftp://user:55/word@localhost";
    await assert.rejects(openPool(gateway.url), ({ message }: Error) => {
      assert.match(message, /\(HTTPS_PROXY: it is neither http nor https\)/);
      return true;
    });
  });

  it("goes through the proxy of ALL_PROXY where HTTPS_PROXY is not set", async () => {
    process.env.ALL_PROXY = proxy.url;
    const send = await sender(gateway.url, gateway.authorityFile);
    assert.equal(await send(), 200);
    assert.deepEqual(proxy.connects, [`localhost:${gateway.port}`]);
  });

  /** What a proxy does wrong, by a proxy that does it and stops doing it. */
  const failures: readonly {
    readonly wrong: string;
    readonly kind: FaultKind;
    readonly detail: string;
    readonly start: () => Promise<{ readonly url: string; stop(): Promise<void> }>;
  }[] = [
    {
      wrong: "is not there",
      kind: "proxyFailed",
      detail: "ECONNREFUSED",
      start: async () => {
        const dead = await startForwardProxy();
        await dead.stop();
        return { url: dead.url, stop: async () => {} };
      },
    },
    {
      wrong: "has a name that does not resolve",
      kind: "proxyFailed",
      detail: "ENOTFOUND",
      start: async () => ({ url: "http://no-such-proxy.invalid:3128", stop: async () => {} }),
    },
    {
      wrong: "speaks SOCKS",
      kind: "proxyFailed",
      detail: "no answer to CONNECT",
      start: startHangingUp,
    },
    { wrong: "answers 502", kind: "proxyFailed", detail: "HTTP 502", start: () => startForwardProxy(502) },
    { wrong: "answers 407", kind: "proxyRefused", detail: "HTTP 407", start: () => startForwardProxy(407) },
  ];
  for (const name of ["HTTPS_PROXY", "ALL_PROXY"]) {
    for (const { wrong, kind, detail, start } of failures) {
      it(`says of the proxy of ${name} that ${wrong} which one it is, without its password`, async () => {
        const failing = await start();
        try {
          process.env[name] = failing.url.replace("://", "://user:pa55word@");
          const send = await sender(gateway.url, gateway.authorityFile);
          await assert.rejects(send, (fault: TransportFault) => {
            assert.equal(fault.kind, kind);
            assert.equal(fault.detail, `${detail}, through the proxy ${failing.url} of ${name}`);
            return true;
          });
          assert.equal(gateway.requests, 0);
        } finally {
          await failing.stop();
        }
      });
    }
  }

  it("names the proxy when the service behind it has a certificate that is not trusted", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    const send = await sender(gateway.url);
    await assert.rejects(send, ({ kind, detail }: TransportFault) => {
      assert.equal(kind, "tls");
      assert.ok(detail.endsWith(`, through the proxy ${proxy.url} of HTTPS_PROXY`), detail);
      return true;
    });
  });

  it("takes a password with escapes in it", async () => {
    process.env.HTTPS_PROXY = proxy.url.replace("://", "://us%40er:pa%2555%3Aword@");
    const send = await sender(gateway.url, gateway.authorityFile);
    assert.equal(await send(), 200);
  });
});
