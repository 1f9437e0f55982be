import assert from "node:assert/strict";
import { type ForwardProxy, startForwardProxy, startTlsGateway, type TlsGateway } from "../support/gateways";
import { names, startWorld, type World } from "./support/world";

const inputs = { groupId: "live", memberAccounts: ["bot"] };

describe("the connections of a host", () => {
  let world: World;
  let gateway: TlsGateway;
  let proxy: ForwardProxy;

  beforeEach(async () => {
    world = await startWorld({ seed: { groups: { live: { type: "AVChatRoom" } } } });
    gateway = await startTlsGateway(world.emulator.url);
    proxy = await startForwardProxy();
  });

  afterEach(async () => {
    await world.end();
    await gateway.stop();
    await proxy.stop();
  });

  const trusting = (): Record<string, string> => ({ NODE_EXTRA_CA_CERTS: gateway.authorityFile });

  it("use TLS with an authority of one's own from NODE_EXTRA_CA_CERTS", async () => {
    const host = await world.host({ endpoint: gateway.url }, { env: trusting() });
    await host.create("LiveGroupRobots", inputs);
    assert.deepEqual(world.robotsOfGroup("live"), ["bot"]);
    assert.equal(gateway.requests, 1);
  });

  for (const [name, env] of [
    ["without its authority", {}],
    ["even where Node.js is told not to verify", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }],
  ] as const) {
    it(`refuse a certificate that is not trusted ${name}, and send nothing`, async () => {
      const host = await world.host({ endpoint: gateway.url }, { env });
      await assert.rejects(
        host.create("LiveGroupRobots", inputs),
        /certificate was not accepted .*NODE_EXTRA_CA_CERTS.*1 attempt/s,
      );
      assert.equal(gateway.requests, 0);
    });
  }

  it("refuse an untrusted certificate behind a proxy too", async () => {
    const env = { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const host = await world.host({ endpoint: gateway.url }, { env });
    await assert.rejects(host.create("LiveGroupRobots", inputs), /certificate was not accepted/);
    assert.equal(gateway.requests, 0);
  });

  it("go through the proxy of HTTPS_PROXY, by CONNECT, and are kept alive there", async () => {
    const env = { ...trusting(), HTTPS_PROXY: proxy.url };
    const host = await world.host({ endpoint: gateway.url }, { env });
    for (const account of names("bot", 5)) {
      await host.create("LiveGroupRobots", { groupId: "live", memberAccounts: [account] });
    }
    assert.deepEqual(proxy.connects, [`localhost:${gateway.port}`]);
    assert.equal(gateway.requests, 5);
  });

  it("go past the proxy for a host in NO_PROXY", async () => {
    const env = { ...trusting(), HTTPS_PROXY: proxy.url, NO_PROXY: "localhost" };
    const host = await world.host({ endpoint: gateway.url }, { env });
    await host.create("LiveGroupRobots", inputs);
    assert.deepEqual(proxy.connects, []);
    assert.equal(gateway.requests, 1);
  });

  it("never go through a proxy to a loopback address without TLS", async () => {
    const host = await world.host({}, { env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url } });
    await host.create("LiveGroupRobots", inputs);
    assert.deepEqual(proxy.connects, []);
  });

  it("say that the proxy refused, with its status", async () => {
    const refusing = await startForwardProxy(407);
    try {
      const host = await world.host({ endpoint: gateway.url }, { env: { HTTPS_PROXY: refusing.url } });
      await assert.rejects(
        host.create("LiveGroupRobots", inputs),
        /proxy refused.*HTTP 407, through the proxy http:.* of HTTPS_PROXY.*1 attempt/s,
      );
      assert.equal(gateway.requests, 0);
    } finally {
      await refusing.stop();
    }
  });

  it("say that HTTPS_PROXY is not a URL", async () => {
    const host = await world.host({ endpoint: gateway.url }, { env: { HTTPS_PROXY: "http://:x:y" } });
    await assert.rejects(host.create("LiveGroupRobots", inputs), /HTTPS_PROXY: it is not a URL.*NO_PROXY/s);
  });

  it("tell each request on standard error where TENCENT_CHAT_LOG is debug, and say nothing otherwise", async () => {
    const told = await world.host({}, { env: { TENCENT_CHAT_LOG: "debug" } });
    await told.create("LiveGroupRobots", inputs);
    assert.match(
      told.stderr,
      /^tencent-chat: group_open_avchatroom_http_svc\/add_robots, attempt 1: OK after \d+ ms$/m,
    );
    const silent = await world.host();
    await silent.create("LiveGroupRobots", inputs);
    assert.equal(silent.stderr, "");
  });
});
