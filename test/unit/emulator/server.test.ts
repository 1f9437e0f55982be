import assert from "node:assert/strict";
import { connect } from "node:net";
import { startEmulator } from "../../../emulator";
import { services } from "../../../emulator/commands";
import { Client, emulating, restPath, stopAtOnce } from "./support";

describe("the emulator's server", () => {
  it("keeps the connection after a body that is too large", () =>
    emulating({}, async (client, emulator) => {
      await client.post("sns/group_get", "a".repeat(3 * 1024 * 1024));
      await client.call("sns/group_get", {});
      assert.deepEqual(
        emulator.requests().map(({ connection }) => connection),
        [1, 1],
      );
    }));

  it("answers JSON of a stated length", () =>
    emulating({}, async (client) => {
      const { headers, text } = await client.post("sns/group_get", "{}");
      assert.equal(headers["content-type"], "application/json; charset=utf-8");
      assert.equal(Number(headers["content-length"]), Buffer.byteLength(text));
    }));

  it("reads a body that comes in pieces", () =>
    emulating({}, async (_client, emulator) => {
      const body = JSON.stringify({ From_Account: "\u4f60\u597d", GroupName: ["\u4f60"] });
      const bytes = Buffer.from(body);
      const socket = connect(emulator.port, "127.0.0.1");
      const head = `POST ${restPath("sns/group_delete")} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${bytes.length}\r\n\r\n`;
      socket.write(head);
      for (const byte of bytes) {
        await new Promise((resolve) => setImmediate(resolve));
        socket.write(Buffer.from([byte]));
      }
      const [answer] = await new Promise<Buffer[]>((resolve) =>
        socket.once("data", (data) => resolve([data])),
      );
      socket.destroy();
      assert.match(String(answer), /"ErrorCode":30003/);
      assert.deepEqual(emulator.requests()[0]?.body, JSON.parse(body));
    }));

  it("stops at once though clients keep connections open, and can be stopped twice", async () => {
    const emulator = await startEmulator();
    const client = new Client(emulator.url, 3);
    await Promise.all([1, 2, 3].map(() => client.call("sns/group_get", {})));
    await stopAtOnce(emulator);
    await stopAtOnce(emulator);
    await assert.rejects(client.call("sns/group_get", {}));
    client.close();
  });

  it("listens on IPv6 when told to", () =>
    emulating({ host: "::1" }, async (client, emulator) => {
      assert.match(emulator.url, /^http:\/\/\[::1\]:\d+$/);
      assert.equal((await client.send({ path: "/_emulator/state" })).status, 200);
    }));

  it("names a document for each command", () => {
    for (const { name, commands } of services) {
      for (const [command, { document }] of Object.entries(commands))
        assert.notEqual(document, "", `${name}/${command}`);
    }
  });
});
