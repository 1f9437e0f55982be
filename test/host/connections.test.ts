import assert from "node:assert/strict";
import { startTlsGateway } from "../support/gateways";
import { inWorld } from "./support/world";

describe("the connections of a host", () => {
  it("use TLS with an authority of one's own from NODE_EXTRA_CA_CERTS", () =>
    inWorld({ seed: { groups: { live: { type: "AVChatRoom" } } } }, async (world) => {
      const gateway = await startTlsGateway(world.emulator.url);
      try {
        const env = { NODE_EXTRA_CA_CERTS: gateway.authorityFile };
        const host = await world.host({ endpoint: gateway.url }, { env });
        await host.create("LiveGroupRobots", { groupId: "live", memberAccounts: ["bot"] });
        assert.deepEqual(world.robotsOfGroup("live"), ["bot"]);
        assert.equal(gateway.requests, 1);
      } finally {
        await gateway.stop();
      }
    }));
});
