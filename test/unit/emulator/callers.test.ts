import assert from "node:assert/strict";
import { type EmulatorOptions, OptionError, startEmulator } from "../../../emulator";
import { domainsByRegion, type Region } from "../../../emulator/http/regions";
import {
  type Client,
  emulating,
  identifier,
  type Query,
  restPath,
  sdkAppId,
  secretKey,
  sign,
  TestClock,
} from "./support";

const command = "group_open_avchatroom_http_svc/add_robots";
const good = 10010;

const apps = (region: Region) => [{ sdkAppId, secretKey, identifier, region }];

function code(client: Client, query: Query = {}): Promise<number> {
  return client.code(command, { GroupId: "none", Member_Account: ["bot1"] }, query);
}

async function codeAt(client: Client, host: string): Promise<number> {
  const { text } = await client.send({
    method: "POST",
    path: restPath(command),
    headers: { Host: host },
    body: JSON.stringify({ GroupId: "none", Member_Account: ["bot1"] }),
  });
  return (JSON.parse(text) as { ErrorCode: number }).ErrorCode;
}

/** The ErrorCodes of calls one after the other. */
async function codes(client: Client, count: number, query: Query): Promise<number[]> {
  const seen = [];
  for (let index = 0; index < count; index += 1) seen.push(await code(client, query));
  return seen;
}

const ten = (wanted: number) => Array.from({ length: 10 }, () => wanted);

/** Runs `use` with a clock that stands still unless it is moved. */
function calling(options: EmulatorOptions, use: (client: Client, clock: TestClock) => Promise<void>) {
  const clock = new TestClock();
  return emulating({ ...options, now: clock.now }, (client) => use(client, clock));
}

describe("callers of the emulator whose UserSig fails again and again", () => {
  it("are answered 70050 after ten of them, with a good UserSig too, until a minute is over", () =>
    calling({}, async (client, clock) => {
      const usersig = sign({ secretKey: "another" });
      assert.deepEqual(await codes(client, 12, { usersig }), [...ten(70009), 70050, 70050]);
      clock.pass(59.999);
      assert.equal(await code(client), 70050);
      clock.pass(0.001);
      assert.equal(await code(client), good);
    }));

  it("are let in when the failures are spread over more than a minute", () =>
    calling({}, async (client, clock) => {
      const usersig = sign({ secretKey: "another" });
      assert.deepEqual(await codes(client, 9, { usersig }), ten(70009).slice(1));
      clock.pass(60);
      assert.deepEqual(await codes(client, 9, { usersig }), ten(70009).slice(1));
      assert.equal(await code(client), good);
    }));

  it("shut out neither another identifier nor another app", () => {
    const other = { sdkAppId: 7, secretKey, identifier };
    const second = { sdkAppId, secretKey, identifier: "second" };
    return calling({ apps: [{ sdkAppId, secretKey, identifier }, second, other] }, async (client) => {
      await codes(client, 10, { usersig: "wrong" });
      assert.equal(await code(client), 70050);
      assert.equal(
        await code(client, { identifier: "second", usersig: sign({ identifier: "second" }) }),
        good,
      );
      assert.equal(await code(client, { sdkappid: "7", usersig: sign({ sdkAppId: 7 }) }), good);
    });
  });

  it("are forgiven by a reset", () =>
    calling({}, async (client) => {
      await codes(client, 10, { usersig: "wrong" });
      await client.control("POST", "/_emulator/reset");
      assert.equal(await code(client), good);
    }));

  it("cannot fill the memory with identifiers that they make up", () =>
    calling({}, async (client) => {
      await codes(client, 9, { usersig: "wrong" });
      for (let index = 0; index < 1000; index += 1)
        await code(client, { identifier: `made-up-${index}`, usersig: "wrong" });
      assert.deepEqual(await codes(client, 9, { usersig: "wrong" }), ten(70003).slice(1));
    }));
});

describe("the region of an app in the emulator", () => {
  for (const [region, domains] of Object.entries(domainsByRegion) as [Region, readonly string[]][]) {
    it(`is ${region} under its own domains, and 60026 answers under those of others`, () =>
      emulating({ apps: apps(region) }, async (client) => {
        for (const domain of domains) assert.equal(await codeAt(client, domain), good);
        for (const [other, foreign] of Object.entries(domainsByRegion))
          if (other !== region) assert.equal(await codeAt(client, `${foreign[0]}:80`), 60026);
      }));
  }

  it("says nothing about names that are no domain of the service's", () =>
    emulating({ apps: apps("seoul"), allowHosts: ["gateway.example"] }, async (client) => {
      for (const host of ["localhost", "127.0.0.1:80", "gateway.example"])
        assert.equal(await codeAt(client, host), good);
    }));

  it("is any unless it is given", () =>
    emulating({}, async (client) => {
      for (const [domain] of Object.values(domainsByRegion)) assert.equal(await codeAt(client, domain), good);
    }));

  it("is one that the service has", async () => {
    const wrong = [{ sdkAppId, secretKey, identifier, region: "toString" as Region }];
    await assert.rejects(startEmulator({ apps: wrong }), OptionError);
  });
});

describe("several apps in one emulator", () => {
  it("share neither accounts nor groups, rooms, friend lists or chatbots", () => {
    const both = [7, 8].map((id) => ({ sdkAppId: id, secretKey, identifier }));
    const query = { sdkappid: "7", usersig: sign({ sdkAppId: 7 }) };
    return emulating({ apps: both }, async (client, emulator) => {
      for (const [name, body] of [
        ["im_open_login_svc/account_import", { UserID: "ann" }],
        ["openim_robot_http_svc/create_robot", { UserID: "@RBT#1" }],
        ["group_open_http_svc/create_group", { Type: "Public", Name: "n", GroupId: "team" }],
        ["room_engine_http_srv/create_room", { RoomInfo: { RoomId: "room", RoomType: "Conference" } }],
        ["live_engine_http_srv/create_room", { RoomInfo: { RoomId: "show", RoomType: "Live" } }],
        ["sns/group_add", { From_Account: "ann", GroupName: ["work"] }],
      ] as const)
        assert.equal(await client.code(name, body, query), 0, name);
      assert.deepEqual(emulator.state()[8], { accounts: [], groups: {}, rooms: {}, friendLists: {} });
      assert.deepEqual(Object.keys(emulator.state()[7]?.rooms ?? {}), ["room", "show"]);
    });
  });
});
