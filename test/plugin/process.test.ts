import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, createConnection, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { Metadata, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { deferred } from "../host/random/deferred";
import { failureOf } from "../host/support/failing";
import { HostProcess, root } from "../host/support/host-process";
import type { ResourceType } from "../host/support/provider-texts";
import { inWorld } from "../host/support/world";
import { Plugin } from "./support/plugin";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Where the engine would listen, with a wire in between that shows when somebody has connected. */
interface Engine {
  readonly address: string;
  /** Resolves when a client has answered what the engine says first. */
  readonly connected: Promise<void>;
  stop(): void;
}

async function engine(): Promise<Engine> {
  const server = new Server();
  server.addService(EngineService, {});
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  let isHeard = false;
  const { promise: connected, resolve: connect } = deferred();
  const wire = createServer((near) => {
    const far = createConnection(port, "127.0.0.1");
    far.on("data", () => {
      isHeard = true;
    });
    near.on("data", () => isHeard && connect());
    for (const end of [near, far]) end.on("error", () => end.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  const stop = (): void => {
    server.forceShutdown();
    wire.close();
  };
  return { address: `127.0.0.1:${(wire.address() as AddressInfo).port}`, connected, stop };
}

describe("the process of the native provider", () => {
  for (const [title, command, args] of [
    ["the command", process.execPath, [join(root, "dist/provider/plugin/main.js")]],
    ["the executable in the folder for Pulumi.yaml", join(root, "plugin/pulumi-resource-tencent-chat"), []],
  ] as const) {
    it(`says what it is and how it is used when a person starts it: ${title}`, function () {
      // Windows has another one beside it.
      if (process.platform === "win32" && args.length === 0) this.skip();
      const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /plug-in of pulumi-tencent-chat.*the Pulumi engine starts it/i);
      assert.match(stderr, /path: node_modules\/pulumi-tencent-chat\/plugin/);
    });
  }

  it("tells its version and its schema before it is configured", () =>
    inWorld({}, async (world) => {
      const { host } = await Plugin.start(world);
      const info = await host.ask<PluginInfo>("getPluginInfo", (done) =>
        host.client.getPluginInfo(new Empty(), new Metadata(), done),
      );
      assert.equal(info.getVersion(), version);
      const { schema } = (
        await host.ask<messages.GetSchemaResponse>("getSchema", (done) =>
          host.client.getSchema(new messages.GetSchemaRequest(), new Metadata(), done),
        )
      ).toObject();
      const { name, version: said } = JSON.parse(schema) as { name: string; version: string };
      assert.deepEqual([name, said], ["tencent-chat", version]);
    }));

  it("takes the engine's handshake, and engines that attach to it", () =>
    inWorld({}, async (world) => {
      const { host } = await Plugin.start(world);
      await host.ask("handshake", (done) =>
        host.client.handshake(new messages.ProviderHandshakeRequest(), new Metadata(), done),
      );
      await host.ask("attach", (done) => host.client.attach(new PluginAttach(), new Metadata(), done));
    }));

  it("names its resources when it is asked for another one", () =>
    inWorld({}, async (world) => {
      const plugin = await Plugin.start(world);
      const { message } = await failureOf(plugin.check("LiveGrupRobots" as ResourceType, "x", {}));
      assert.match(message, /no resource tencent-chat:index:LiveGrupRobots.*LiveGroupRobots/);
    }));

  it("ends with its engine, also when nobody ends it", async () => {
    const { address, connected, stop } = await engine();
    const child = new HostProcess("native", { engine: address });
    try {
      await child.port();
      await connected;
      // What it was told is on its way through its process.
      await after(200);
      stop();
      await child.ended;
    } finally {
      stop();
      await child.stop();
    }
  });
});
