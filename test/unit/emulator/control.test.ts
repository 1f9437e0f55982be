import assert from "node:assert/strict";
import { OptionError, ShapeError, startEmulator } from "../../../emulator";
import { routes } from "../../../emulator/control/routes";
import { Client, emulating, prototypeNames, sdkAppId, seedOf, sorted, stateOf } from "./support";

const example = {
  accounts: ["ann", "bot1"],
  groups: {
    "@TGS#1": { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] },
    team: { type: "Public", members: ["ann"], robots: [] },
  },
  rooms: { "room-1": { type: "Conference", members: [], robots: ["bot1"] } },
  friendLists: { ann: ["work"] },
} as const;

const empty = { accounts: [], groups: {}, rooms: {}, friendLists: {} };

describe("the control routes of the emulator", () => {
  it("add a seed to what is there", () =>
    emulating({ seed: seedOf(example) }, async (client, emulator) => {
      const more = seedOf({
        groups: { "@TGS#1": { type: "AVChatRoom", robots: ["bot2"] } },
        rooms: { "room-1": { type: "Conference", members: ["bob"] } },
        friendLists: { ann: ["home"] },
      });
      assert.equal((await client.control("POST", "/_emulator/seed", more)).status, 200);
      assert.deepEqual(stateOf(emulator), {
        accounts: ["ann", "bob", "bot1", "bot2"],
        groups: {
          ...example.groups,
          "@TGS#1": { type: "AVChatRoom", members: ["ann"], robots: ["bot1", "bot2"] },
        },
        rooms: { "room-1": { type: "Conference", members: ["bob"], robots: ["bot1"] } },
        friendLists: { ann: ["home", "work"] },
      });
    }));

  it("make accounts of members, robots and owners of friend lists", () =>
    emulating({}, async (_client, emulator) => {
      emulator.seed(
        seedOf({
          groups: { live: { type: "AVChatRoom", members: ["m"], robots: ["r"] } },
          rooms: { room: { type: "Conference", members: ["n"], robots: ["s"] } },
          friendLists: { o: [] },
        }),
      );
      assert.deepEqual(stateOf(emulator).accounts, ["m", "n", "o", "r", "s"]);
    }));

  it("refuse a seed for an app that is not served, and all the rest of it", () =>
    emulating({}, async (client, emulator) => {
      for (const other of ["1", "01400000000", "1.4e9", "__proto__"]) {
        const seed = JSON.parse(`{"${sdkAppId}":{"accounts":["ann"]},"${other}":{}}`);
        const { status, json } = await client.control("POST", "/_emulator/seed", seed);
        assert.equal(status, 400);
        assert.match((json as { error: string }).error, /serves no such SDKAppID/);
      }
      assert.deepEqual(stateOf(emulator), empty);
    }));

  it("refuse a body that is not JSON or too large", () =>
    emulating({}, async (client) => {
      const send = (body: string) => client.send({ method: "POST", path: "/_emulator/seed", body });
      assert.equal((await send("{")).status, 400);
      assert.equal((await send("")).status, 400);
      assert.equal((await send(" ".repeat(1024 * 1024 + 1))).status, 413);
    }));

  it("empty state, faults and the request log on a reset", () =>
    emulating({ seed: seedOf(example) }, async (client, emulator) => {
      await client.call("sns/group_get", { From_Account: "ann" });
      emulator.addFault({ command: "*", kind: "status" });
      assert.deepEqual(await client.control("POST", "/_emulator/reset"), { status: 200, json: {} });
      assert.deepEqual(emulator.state(), { [sdkAppId]: empty });
      assert.deepEqual(emulator.requests(), []);
      assert.equal(await client.code("sns/group_get", { From_Account: "ann" }), 30003);
    }));

  it("start a user's sequence anew after a reset", () =>
    emulating({ seed: seedOf(example) }, async (client, emulator) => {
      const body = { From_Account: "ann", GroupName: ["work"] };
      assert.equal((await client.call("sns/group_delete", body)).CurrentSequence, 1);
      emulator.reset();
      emulator.seed(seedOf(example));
      assert.equal((await client.call("sns/group_delete", body)).CurrentSequence, 1);
    }));

  it("answer 404 for a route that is not there", () =>
    emulating({}, async (client) => {
      const control = ["", "/nothing", "/faults/", "/faults/one"].map((path) => `/_emulator${path}`);
      for (const path of [...control, "/index.html", "/v4", "/constructor", "//"]) {
        const { status, json } = await client.control("GET", path);
        assert.equal(status, 404, path);
        assert.match((json as { error: string }).error, /no control route/);
      }
    }));

  it("answer 405 for another method, and name the right one", () =>
    emulating({}, async (client) => {
      for (const [method, path, right] of [
        ["POST", "/_emulator/state", "GET"],
        ["GET", "/_emulator/seed", "POST"],
        ["DELETE", "/_emulator/reset", "POST"],
        ["PUT", "/_emulator/faults", "GET, POST, DELETE"],
        ["GET", "/_emulator/faults/1", "DELETE"],
        ["POST", "/_emulator/events", "GET"],
        ["POST", "/_emulator/requests", "GET"],
      ] as const) {
        const { status, json } = await client.control(method, path);
        assert.equal(status, 405, path);
        assert.match((json as { error: string }).error, new RegExp(right));
      }
    }));

  it("list themselves in the text at /", () =>
    emulating({}, async (client) => {
      const { status, text, headers } = await client.send({ path: "/" });
      assert.equal(status, 200);
      assert.match(headers["content-type"] ?? "", /^text\/plain/);
      for (const route of ["state", "seed", "reset", "requests", "events", "faults"])
        assert.match(text, new RegExp(`/_emulator/${route}`));
    }));

  it("are all closed to a visitor from elsewhere, with the page and its files", () =>
    emulating({}, async (client) => {
      for (const { method, path } of [...routes, { method: "GET", path: "/_emulator/page/main.mjs" }]) {
        for (const [name, value] of [
          ["Host", "attacker.example"],
          ["Origin", "http://attacker.example"],
          ["Sec-Fetch-Site", "cross-site"],
        ] as const) {
          const headers = { [name]: value };
          const reply = await client.send({ method, path: path.replace("{id}", "1"), headers });
          assert.equal(reply.status, 403, `${method} ${path}`);
        }
      }
    }));

  it("may be led to by a link on another site, but not be part of it", () =>
    emulating({}, async (client) => {
      const from = (dest: string) => {
        const headers = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": dest };
        return client.send({ path: "/", headers: { ...headers, Accept: "text/html" } });
      };
      assert.equal((await from("document")).status, 200);
      for (const dest of ["iframe", "image", "script", "empty"])
        assert.equal((await from(dest)).status, 403, dest);
      const headers = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document" };
      assert.equal((await client.send({ method: "POST", path: "/_emulator/reset", headers })).status, 403);
    }));

  it("hold names of the language's own as ordinary keys", () =>
    emulating({}, async (client) => {
      const places = prototypeNames.map((name) => `"${name}":{"type":"Public","members":[],"robots":[]}`);
      const lists = prototypeNames.map((name) => `"${name}":["${name}"]`);
      const text = `{"${sdkAppId}":{"accounts":${JSON.stringify(sorted(prototypeNames))},"groups":{${places}},"rooms":{},"friendLists":{${lists}}}}`;
      const seeded = await client.send({ method: "POST", path: "/_emulator/seed", body: text });
      assert.deepEqual([seeded.status, seeded.text], [200, "{}"]);
      assert.equal((await client.send({ path: "/_emulator/state" })).text, text);
    }));
});

describe("startEmulator", () => {
  it("refuses a seed of the wrong shape", async () => {
    await assert.rejects(startEmulator({ seed: { 7: {} } }), ShapeError);
  });

  for (const [what, options] of [
    ["a port that is none", { port: 65536 }],
    ["an empty host", { host: "" }],
    ["a negative delay", { listDelaySeconds: -1 }],
    ["an endless delay", { listDelaySeconds: Number.POSITIVE_INFINITY }],
    ["pages of nobody", { membersPageSize: 0 }],
    ["half a robot", { maxRoomRobots: 0.5 }],
    ["half a request in a second", { requestsPerSecond: 0.5 }],
    ["a rate below nothing", { requestsPerSecond: -1 }],
    ["a log of nothing", { requestLogSize: 0 }],
    ["a probability above 1", { chaos: 1.01 }],
    ["a probability below 0", { chaos: -0.01 }],
    ["a probability that is none", { chaos: Number.NaN }],
    ["half a seed of chaos", { chaos: 1, chaosSeed: 0.5 }],
    ["a seed of no chaos", { chaosSeed: 7 }],
    ["a state file without a name", { stateFile: "" }],
    ["a log in another format", { logFormat: "xml" as never }],
    ["no apps", { apps: [] }],
    ["an SDKAppID of 0", { apps: [{ sdkAppId: 0, secretKey: "hidden", identifier: "a" }] }],
    ["an empty SecretKey", { apps: [{ sdkAppId: 7, secretKey: "", identifier: "a" }] }],
    ["an empty identifier", { apps: [{ sdkAppId: 7, secretKey: "hidden", identifier: "" }] }],
    ["a long identifier", { apps: [{ sdkAppId: 7, secretKey: "hidden", identifier: "a".repeat(33) }] }],
    [
      "two SecretKeys for one app",
      {
        apps: [
          { sdkAppId: 7, secretKey: "hidden", identifier: "a" },
          { sdkAppId: 7, secretKey: "hidden too", identifier: "b" },
        ],
      },
    ],
  ] as const) {
    it(`refuses ${what}, without telling a SecretKey`, async () => {
      await assert.rejects(
        startEmulator(options),
        (error: Error) => error instanceof OptionError && !error.message.includes("hidden"),
      );
    });
  }

  it("takes an identifier of 32 bytes", async () => {
    const app = { sdkAppId: 7, secretKey: "key", identifier: "a".repeat(32) };
    const emulator = await startEmulator({ apps: [app] });
    await emulator.stop();
    assert.deepEqual(emulator.apps, [{ sdkAppId: 7, identifier: app.identifier }]);
  });

  it("leaves nothing behind when it was stopped, also by the end of a block", async () => {
    // The test's own time limit is set once it waits.
    await new Promise((resolve) => setTimeout(resolve, 1));
    const before = process.getActiveResourcesInfo().sort();
    let url: string;
    {
      await using emulator = await startEmulator({ chaos: 0.5, chaosSeed: 1 });
      url = emulator.url;
      emulator.addFault({ command: "*", kind: "latency", milliseconds: 600_000 });
      const client = new Client(url);
      void client.call("sns/group_get", {}).catch(() => undefined);
      while (emulator.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await assert.rejects(new Client(url).call("sns/group_get", {}), { code: "ECONNREFUSED" });
    // A socket that was closed is given back in the turns after.
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(process.getActiveResourcesInfo().sort(), before);
  });
});
