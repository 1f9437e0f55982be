import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { type EmulatorOptions, OptionError, startEmulator } from "../../../emulator";
import { domainsByRegion } from "../../../emulator/http/regions";
import {
  type Client,
  emulating,
  type HttpReply,
  restPath,
  sdkAppId,
  secretKey,
  seedOf,
  sign,
} from "./support";

type Headers = Readonly<Record<string, string>>;

const importAccount = "im_open_login_svc/account_import";

/** A request that creates an account, as a client would send it but for its headers. */
function create(client: Client, headers: Headers, userId = "planted"): Promise<HttpReply> {
  const body = JSON.stringify({ UserID: userId });
  return client.send({ method: "POST", path: restPath(importAccount), headers, body });
}

/** Headers of requests that a page of another site makes a browser send. */
const foreign: readonly Headers[] = [
  { Origin: "http://attacker.example" },
  { Origin: "https://attacker.example" },
  { Origin: "null" },
  { Origin: "" },
  { Origin: "file://" },
  { Origin: "http://localhost:1" },
  { Origin: "chrome-extension://abcdefgh" },
  { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" },
  { "Sec-Fetch-Site": "same-site" },
  { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate" },
  { Host: "attacker.example" },
  { Host: "attacker.example:80", Origin: "http://attacker.example:80", "Sec-Fetch-Site": "same-origin" },
  { Host: "localhost.attacker.example" },
  { Host: "127.0.0.1.nip.io" },
  { Host: "adminapisgp.im.qcloud.com.attacker.example" },
  { Host: "rebound.localhost" },
  { Host: "attacker.example@127.0.0.1" },
  { Host: "8.8.8.8" },
];

describe("the REST API of the emulator under /v4/", () => {
  for (const headers of foreign) {
    it(`refuses a page of another site with ${JSON.stringify(headers)} and counts nothing`, () =>
      emulating({ requestsPerSecond: 1 }, async (client, emulator) => {
        emulator.addFault({ command: "*", kind: "errorCode", errorCode: 10002, skip: 1 });
        const before = emulator.state();
        for (let index = 0; index < 12; index += 1) {
          const reply = await create(client, headers);
          assert.equal(reply.status, 403);
          assert.match((JSON.parse(reply.text) as { error: string }).error, /^refused: /);
          assert.equal(reply.headers["access-control-allow-origin"], undefined);
        }
        const faults = emulator.faults().map(({ skip, times }) => ({ skip, times }));
        assert.deepEqual([emulator.state(), faults], [before, [{ skip: 1, times: 1 }]]);
        const good = await client.call(importAccount, { UserID: "mine" });
        assert.equal(good.ErrorCode, 0, "the rate of the app is not used up");
      }));
  }

  it("locks nobody out for the wrong UserSigs of a page of another site", () =>
    emulating({}, async (client) => {
      for (let index = 0; index < 12; index += 1) {
        const path = restPath(importAccount, { usersig: "x" });
        await client.send({
          method: "POST",
          path,
          headers: { Origin: "http://attacker.example" },
          body: "{}",
        });
      }
      assert.equal(await client.code(importAccount, { UserID: "mine" }), 0);
    }));

  it("lets chance deal the same faults whatever pages of other sites send", async () => {
    const faultsOf = (headers: Headers | undefined) => {
      const lines: string[] = [];
      const options: EmulatorOptions = {
        chaos: 0.5,
        chaosSeed: 7,
        logFormat: "json",
        log: (line) => lines.push(line),
      };
      return emulating(options, async (client) => {
        for (let index = 0; index < 20; index += 1) {
          if (headers !== undefined) await create(client, headers);
          await client.call(importAccount, { UserID: "mine" }).catch(() => undefined);
        }
      }).then(() =>
        lines
          .map((line) => JSON.parse(line) as { fault?: string | null; refused?: string })
          .flatMap(({ fault, refused }) => (refused === undefined ? [fault] : [])),
      );
    };
    assert.deepEqual(await faultsOf({ Origin: "null" }), await faultsOf(undefined));
  });

  it("counts nothing for a GET, which a browser can send without a header that tells it from a client", () =>
    emulating({ chaos: 1, chaosSeed: 7 }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "status" });
      const { text } = await client.send({ path: restPath(importAccount) });
      assert.equal((JSON.parse(text) as { ErrorCode: number }).ErrorCode, 60009);
      assert.equal(emulator.faults().length, 1);
    }));

  it("answers a preflight without the permission that it asks for", () =>
    emulating({}, async (client) => {
      const headers = { Origin: "http://attacker.example", "Access-Control-Request-Method": "POST" };
      const reply = await client.send({ method: "OPTIONS", path: restPath(importAccount), headers });
      assert.equal(reply.status, 403);
      assert.deepEqual(
        Object.keys(reply.headers).filter((name) => name.startsWith("access-control")),
        [],
      );
    }));

  for (const path of ["/v4/sns/group_get", "/_emulator/events", "/"]) {
    it(`opens no WebSocket at ${path} for a page of another site`, () =>
      emulating({}, async (_client, emulator) => {
        const socket = connect(emulator.port, "127.0.0.1");
        const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13";
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://attacker.example\r\n${upgrade}\r\n\r\n`,
        );
        const [answer] = await once(socket, "data");
        socket.destroy();
        assert.match(String(answer), /^HTTP\/1\.1 403 /);
      }));
  }

  it("is open to clients, by loopback and by the service's own domains", () =>
    emulating({}, async (client) => {
      const domains = Object.values(domainsByRegion).flat();
      for (const Host of [
        "127.0.0.1",
        "localhost:8480",
        "LOCALHOST",
        "[::1]:80",
        ...domains,
        `${domains[0]}:443`,
      ])
        assert.equal((await create(client, { Host })).status, 200, Host);
    }));

  it("is open under a name that was allowed, also to pages under it, and under no other", () =>
    emulating({ allowHosts: ["Emulator", "gateway.example"] }, async (client) => {
      for (const Host of ["emulator", "emulator:8480", "GATEWAY.example"]) {
        assert.equal((await create(client, { Host })).status, 200, Host);
        assert.equal((await create(client, { Host, Origin: `http://${Host}` })).status, 200, Host);
        assert.equal((await create(client, { Host, Origin: "http://attacker.example" })).status, 403, Host);
        assert.equal((await client.send({ path: "/_emulator/state", headers: { Host } })).status, 200, Host);
      }
      for (const Host of ["emulator.attacker.example", "other", "www.gateway.example"])
        assert.equal((await create(client, { Host })).status, 403, Host);
    }));

  for (const host of ["0.0.0.0", "::"]) {
    it(`is open under the addresses of this machine, and under no foreign name, when bound to ${host}`, async function () {
      const options = { host };
      const emulator = await startEmulator(options).catch(() => undefined);
      if (emulator === undefined) return this.skip();
      await emulator.stop();
      await emulating(options, async (client, { port }) => {
        const bound = host === "::" ? "[::]" : host;
        for (const Host of [`127.0.0.1:${port}`, "localhost", "[::1]", `${bound}:${port}`])
          assert.equal((await create(client, { Host })).status, 200, Host);
        const name = "attacker.example";
        const pages: readonly Headers[] = [
          { Host: name },
          { Host: name, Origin: `http://${name}` },
          { Host: "8.8.8.8" },
        ];
        for (const headers of pages) {
          assert.equal((await create(client, headers)).status, 403);
          assert.equal((await client.send({ path: "/_emulator/state", headers })).status, 403);
        }
      });
    });
  }

  it("is open under the very address that a connection came to", async function () {
    // Only Linux has all of 127.0.0.0/8 without a set-up.
    if (process.platform !== "linux") this.skip();
    await emulating({ host: "0.0.0.0" }, async (_client, { port }) => {
      const statusAt = async (address: string, host: string) => {
        const socket = connect(port, address);
        socket.write(`GET /_emulator/state HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        const [answer] = await once(socket, "data");
        socket.destroy();
        return String(answer).slice(9, 12);
      };
      assert.equal(await statusAt("127.0.0.9", "127.0.0.9"), "200");
      assert.equal(await statusAt("127.0.0.9", "127.0.0.8"), "403");
    });
  });

  it("lets nobody in but same-origin pages and clients, whatever the headers say", () => {
    const own = ["127.0.0.1", "localhost"];
    const regions = Object.values(domainsByRegion).flat();
    const names = fc.constantFrom(
      ...own,
      ...regions,
      "attacker.example",
      "emulator",
      "localhost.evil",
      "10.0.0.1",
    );
    const port = fc.constantFrom("", ":80", ":8480");
    const hosts = fc.tuple(names, port).map((parts) => parts.join(""));
    const origins = fc.oneof(
      fc.constant(undefined),
      hosts.map((host) => `http://${host}`),
      hosts.map((host) => `https://${host}`),
      fc.constantFrom("null", "", "http://", "*"),
    );
    const sites = fc.constantFrom(undefined, "none", "same-origin", "same-site", "cross-site", "", "x, none");
    const paths = fc.constantFrom(restPath("sns/group_get"), "/_emulator/state", "/");
    return emulating({ allowHosts: ["emulator"] }, (client) =>
      fc.assert(
        fc.asyncProperty(hosts, origins, sites, paths, async (Host, Origin, site, path) => {
          const name = Host.replace(/:\d+$/, "");
          const isNamed =
            [...own, "emulator"].includes(name) ||
            (path.startsWith("/v4/") && regions.includes(name as never));
          const isSame = Origin === undefined || Origin === `http://${Host}`;
          const isAllowed = isNamed && isSame && [undefined, "none", "same-origin"].includes(site);
          const headers = {
            Host,
            ...(Origin !== undefined && { Origin }),
            ...(site !== undefined && { "Sec-Fetch-Site": site }),
          };
          const { status } = await client.send({ method: "GET", path, headers });
          assert.equal(status === 403, !isAllowed, JSON.stringify({ headers, path, status }));
        }),
        { numRuns: 400 },
      ),
    );
  });
});

describe("a request that the emulator refuses", () => {
  it("is in the request log with the reason, without a body, an answer, an ErrorCode or a UserSig's number", () =>
    emulating({}, async (client, emulator) => {
      await create(client, { Origin: "http://attacker.example" });
      await client.call(importAccount, { UserID: "mine" });
      const [refused, served] = emulator.requests();
      const { at: _, ...rest } = refused ?? { at: "" };
      assert.deepEqual(rest, {
        sdkAppId,
        command: importAccount,
        body: null,
        answer: null,
        errorCode: null,
        connection: 1,
        userSig: null,
        refused: "the request comes from a page of another site",
      });
      assert.deepEqual([served?.errorCode, served?.userSig], [0, 1]);
      assert.equal(Object.hasOwn(served ?? {}, "refused"), false);
      assert.deepEqual((await client.control("GET", "/_emulator/requests")).json, emulator.requests());
    }));

  it("drives no other out of the request log", () =>
    emulating({ requestLogSize: 3 }, async (client, emulator) => {
      await client.call(importAccount, { UserID: "mine" });
      for (let index = 0; index < 150; index += 1) await create(client, { Origin: "null" });
      const requests = emulator.requests();
      assert.equal(requests[0]?.errorCode, 0);
      assert.equal(requests.length, 101);
      await client.control("POST", "/_emulator/reset");
      assert.deepEqual(emulator.requests(), []);
    }));

  for (const logFormat of ["text", "json"] as const) {
    it(`is in the log as ${logFormat}, at whatever door it came, without a UserSig that stood in its headers`, async () => {
      const lines: string[] = [];
      await emulating({ logFormat, log: (line) => lines.push(line) }, async (client) => {
        await create(client, { Host: "attacker.example" });
        await client.send({ path: "/_emulator/state", headers: { Host: sign() } });
        await client.send({ path: `/_emulator/${sign()}`, headers: { Origin: "null" } });
      });
      assert.equal(lines.length, 3);
      assert.match(
        lines[0] ?? "",
        new RegExp(`${importAccount}.*refused.*the Host header .*attacker\\.example`),
      );
      assert.match(lines[1] ?? "", /refused.*\/_emulator\/state: the Host header/);
      assert.match(
        lines[2] ?? "",
        /refused.*\/_emulator\/\[redacted\]: the request comes from a page of another site/,
      );
      assert.equal(lines.join().includes(sign().slice(0, 12)), false);
      assert.equal(lines.join().includes(secretKey), false);
    });
  }
});

describe("the names that the emulator is told to allow", () => {
  for (const name of [
    "",
    "a b",
    ..."* *.example http://example example:80 example/path .example".split(" "),
  ]) {
    it(`are refused as ${JSON.stringify(name)}`, () =>
      assert.rejects(startEmulator({ allowHosts: [name], seed: seedOf({}) }), OptionError));
  }
});
