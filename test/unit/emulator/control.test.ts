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

const long = "x".repeat(49);

const wrongSeeds: readonly { readonly app: unknown; readonly message: RegExp }[] = [
  { app: [], message: /^seed\["1400000000"\]: must be a JSON object/ },
  { app: { group: {} }, message: /\.group: unknown; expected one of accounts, groups, rooms, friendLists/ },
  { app: { accounts: "ann" }, message: /\.accounts: must be an array of strings/ },
  { app: { accounts: ["ann", 7] }, message: /\.accounts\[1\]: must be a string/ },
  { app: { accounts: [""] }, message: /\.accounts\[0\]: must have 1 to 32 bytes/ },
  { app: { groups: [] }, message: /\.groups: must be a JSON object/ },
  { app: { groups: { g: {} } }, message: /\.groups\.g\.type: must be one of Private, / },
  { app: { groups: { g: { type: "Conference" } } }, message: /\.groups\.g\.type: / },
  {
    app: { groups: { "@TGS#1": { type: "Public", robots: ["b"] } } },
    message: /groups\["@TGS#1"\]\.robots: only an AVChatRoom/,
  },
  { app: { groups: { g: { type: "Public", chief: "ann" } } }, message: /\.groups\.g\.chief: unknown/ },
  { app: { groups: { [long]: { type: "Public" } } }, message: /must have 1 to 48 bytes/ },
  { app: { groups: { "g\u00fc": { type: "Public" } } }, message: /printable ASCII/ },
  { app: { rooms: { r: { type: "Public" } } }, message: /\.rooms\.r\.type: must be one of Conference, Live/ },
  { app: { rooms: { [long]: { type: "Live" } } }, message: /must have 1 to 48 bytes/ },
  { app: { friendLists: { ann: "work" } }, message: /\.friendLists\.ann: must be an array/ },
  { app: { friendLists: { ann: ["n".repeat(31)] } }, message: /must have 1 to 30 bytes/ },
  {
    app: { friendLists: { ann: Array.from({ length: 33 }, (_, index) => `l${index}`) } },
    message: /a user has at most 32 friend lists/,
  },
];

/** The headers of a request, and whether it may drive the emulator. */
const visitors: readonly { readonly headers: Record<string, string>; readonly status: number }[] = [
  { headers: {}, status: 200 },
  { headers: { Host: "localhost:80" }, status: 200 },
  { headers: { Host: "LOCALHOST" }, status: 200 },
  { headers: { Host: "[::1]:80" }, status: 200 },
  { headers: { Host: "attacker.example" }, status: 403 },
  { headers: { Host: "127.0.0.1.attacker.example" }, status: 403 },
  { headers: { Host: "localhost:80", Origin: "http://localhost:80" }, status: 200 },
  { headers: { Host: "localhost:80", Origin: "http://localhost:81" }, status: 403 },
  { headers: { Host: "localhost:80", Origin: "https://localhost:80" }, status: 403 },
  { headers: { Origin: "http://attacker.example" }, status: 403 },
  { headers: { Origin: "null" }, status: 403 },
  { headers: { "Sec-Fetch-Site": "same-origin" }, status: 200 },
  { headers: { "Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document" }, status: 200 },
  { headers: { "Sec-Fetch-Site": "same-site" }, status: 403 },
  { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" }, status: 403 },
  { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document" }, status: 403 },
];

describe("the control routes of the emulator", () => {
  it("show an empty app at the start", () =>
    emulating({}, async (client) => {
      const state = { [sdkAppId]: empty };
      assert.deepEqual(await client.control("GET", "/_emulator/state"), { status: 200, json: state });
    }));

  it("take the state they show as a seed, and show it again", () =>
    emulating({}, async (client, emulator) => {
      const seed = { [sdkAppId]: example };
      assert.deepEqual(await client.control("POST", "/_emulator/seed", seed), { status: 200, json: {} });
      assert.deepEqual((await client.control("GET", "/_emulator/state")).json, seed);
      await client.control("POST", "/_emulator/seed", emulator.state());
      assert.deepEqual((await client.control("GET", "/_emulator/state")).json, seed);
    }));

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

  for (const { app, message } of wrongSeeds) {
    it(`refuse a seed with ${JSON.stringify(app).slice(0, 60)} and change nothing`, () =>
      emulating({}, async (client, emulator) => {
        const good = { accounts: ["first"] };
        const seed = { [sdkAppId]: { ...good, ...(app as object) } };
        const wrong = Array.isArray(app) ? { [sdkAppId]: app } : seed;
        const { status, json } = await client.control("POST", "/_emulator/seed", wrong);
        assert.equal(status, 400);
        assert.match((json as { error: string }).error, message);
        assert.deepEqual(stateOf(emulator), empty);
      }));
  }

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

  it("refuse a seed that changes a group's or room's type", () =>
    emulating({ seed: seedOf(example) }, async (client) => {
      const seed = seedOf({ groups: { team: { type: "Community" } } });
      const { status, json } = await client.control("POST", "/_emulator/seed", seed);
      assert.equal(status, 400);
      assert.match((json as { error: string }).error, /groups\.team\.type: it is there already, as Public/);
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
      assert.equal((await client.call("sns/group_get", { From_Account: "ann" })).ErrorCode, 30003);
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
      for (const path of [
        "/_emulator/nothing",
        "/_emulator",
        "/_emulator/faults/",
        "/_emulator/faults/one",
        "/index.html",
        "/v4",
        "/constructor",
        "//",
      ]) {
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

  for (const { headers, status } of visitors) {
    it(`answer ${status} to a visitor with ${JSON.stringify(headers)}`, () =>
      emulating({ seed: seedOf(example) }, async (client, emulator) => {
        const reply = await client.send({ method: "POST", path: "/_emulator/reset", headers });
        assert.equal(reply.status, status);
        assert.equal(stateOf(emulator).accounts.length, status === 200 ? 0 : 2);
      }));
  }

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
    }));

  it("are open under an allowed name when the emulator listens on all addresses", () =>
    emulating({ host: "0.0.0.0", allowHosts: ["emulator"] }, async (client, emulator) => {
      assert.match(emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      const from = (headers: Record<string, string>) => client.send({ path: "/_emulator/state", headers });
      assert.equal((await from({ Host: "emulator:8080" })).status, 200);
      const page = { Host: "emulator:8080", Origin: "http://attacker.example" };
      assert.equal((await from(page)).status, 403);
    }));

  it("hold names of the language's own as ordinary keys", () =>
    emulating({}, async (client) => {
      const places = prototypeNames.map((name) => `"${name}":{"type":"Public","members":[],"robots":[]}`);
      const lists = prototypeNames.map((name) => `"${name}":["${name}"]`);
      const text = `{"${sdkAppId}":{"accounts":${JSON.stringify(sorted(prototypeNames))},"groups":{${places}},"rooms":{},"friendLists":{${lists}}}}`;
      await client.send({ method: "POST", path: "/_emulator/seed", body: text });
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

  it("refuses a port that is in use", () =>
    emulating({}, async (_client, emulator) => {
      await assert.rejects(startEmulator({ port: emulator.port }), { code: "EADDRINUSE" });
    }));
});
