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

  it("refuse a certificate that is not trusted, behind a proxy too, though Node.js is told not to verify", async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    for (const each of [env, { ...env, HTTPS_PROXY: proxy.url }]) {
      const host = await world.host({ endpoint: gateway.url }, { env: each });
      await assert.rejects(
        host.create("LiveGroupRobots", inputs),
        /certificate was not accepted .*NODE_EXTRA_CA_CERTS.*1 attempt/s,
      );
    }
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
});
