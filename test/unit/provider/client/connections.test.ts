import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Agent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { inspect } from "node:util";
import { Client } from "../../../../provider/client/client";
import { addRobots } from "../../../../provider/client/commands";
import { openPool } from "../../../../provider/client/connections";
import { isTencentChatError } from "../../../../provider/client/errors";
import { TransportFault } from "../../../../provider/client/faults";
import { httpTransport } from "../../../../provider/client/transport";
import {
  type ForwardProxy,
  startForwardProxy,
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

  const percent = " (its user or password has a % that begins no escape: write %25 for it)";
  const wrongProxies: readonly [proxy: string, detail: string][] = [
    ["http://:x:y", ""],
    ["socks5://user:pa55word@localhost:1080", ""],
    ["http://user:pa55word%@localhost", percent],
    ["http://us%er:pa55word@localhost", percent],
    ["https://user:pa55word%zz@localhost", percent],
    ["user:pa55word%ff@localhost", percent],
  ];
  for (const [wrong, detail] of wrongProxies) {
    it(`sends nothing to anybody when HTTPS_PROXY is ${wrong}, and says why without a password`, async () => {
      process.env.HTTPS_PROXY = wrong.replace(/localhost.*/, `localhost:${new URL(proxy.url).port}`);
      const client = new Client({ ...options, baseUrl: gateway.url });
      await assert.rejects(client.call(addRobots, { GroupId: "g", Member_Account: ["a"] }), (error) => {
        assert.ok(isTencentChatError(error));
        assert.equal(error.fault, "proxy");
        assert.equal(error.mayHaveHappened, false);
        assert.equal(error.attempts, 1);
        const meaning = "the proxy that HTTPS_PROXY names is not a URL of an http or https proxy";
        assert.ok(error.message.includes(`${meaning}${detail}. Correct HTTPS_PROXY`), error.message);
        assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /pa55word/);
        return true;
      });
      assert.deepEqual(proxy.connects, []);
    });
  }

  it("takes a password with escapes in it", async () => {
    process.env.HTTPS_PROXY = proxy.url.replace("://", "://us%40er:pa%2555%3Aword@");
    const send = await sender(gateway.url, gateway.authorityFile);
    assert.equal(await send(), 200);
  });
});
