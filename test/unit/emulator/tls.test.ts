import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { OptionError, startEmulator } from "../../../emulator";
import { type Identity, selfSigned } from "../../support/certificates";
import { codeBlocksOf } from "../../support/markdown";
import { ending, run } from "./command";
import { Client, emulating, inFolder, sdkAppId } from "./support";

const domain = "adminapisgp.im.qcloud.com";
const elsewhere = "adminapikr.im.qcloud.com";
const attacker = "a.example";
const importAccount = "im_open_login_svc/account_import";

const identity = () => selfSigned([domain, elsewhere, attacker]);

describe("the emulator over https", () => {
  let one: Identity;
  let other: Identity;

  before(async () => {
    [one, other] = await Promise.all([identity(), identity()]);
  });

  /** Runs `use` with a client for https and one for http. */
  const serving = (use: (secure: Client, plain: Client) => Promise<void>) =>
    emulating({ tls: one, apps: [{ ...app, region: "singapore" }] }, async (plain, { tlsUrl = "" }) => {
      const secure = new Client(tlsUrl, 1, one.cert);
      try {
        await use(secure, plain);
      } finally {
        secure.close();
      }
    });
  const app = { sdkAppId, secretKey: "emulator-secret-key", identifier: "administrator" };

  it("serves what it serves over http, with the connections of both counted together", () =>
    serving(async (secure, plain) => {
      assert.equal(await secure.code(importAccount, { UserID: "ann" }), 0);
      assert.equal(await plain.code("sns/group_get", { From_Account: "ann" }), 0);
      const { json } = await secure.control("GET", "/_emulator/requests");
      assert.deepEqual(
        (json as { connection: number }[]).map(({ connection }) => connection),
        [1, 2],
      );
    }));

  it("refuses pages of other sites there, too, and takes its own page's requests", () =>
    serving(async (secure) => {
      const statuses = [];
      for (const scheme of ["https", "http"]) {
        const headers = { Host: "127.0.0.1:8443", Origin: `${scheme}://127.0.0.1:8443` };
        statuses.push((await secure.send({ path: "/_emulator/state", headers })).status);
      }
      statuses.push((await secure.send({ path: "/_emulator/state", headers: { Host: attacker } })).status);
      statuses.push((await secure.send({ path: "/_emulator/state", headers: { Host: domain } })).status);
      assert.deepEqual(statuses, [200, 403, 403, 403]);
    }));

  it("frees both ports when it stops, and when the second is in use", async () => {
    const first = await startEmulator({ tls: one });
    const port = Number(new URL(first.tlsUrl ?? "").port);
    const attempt = () => startEmulator({ port: first.port, tls: { ...one, port } });
    await assert.rejects(startEmulator({ tls: { ...one, port } }), { code: "EADDRINUSE" });
    await first.stop();
    const second = await attempt();
    await second.stop();
  });

  it("has no address for https without a certificate", () =>
    emulating({}, async (_, { tlsUrl }) => assert.equal(tlsUrl, undefined)));

  it("refuses a certificate and a key that do not serve, and shows neither", async () => {
    const hidden = "-----BEGIN PRIVATE KEY-----\nhidden";
    for (const [tls, says] of [
      [{ ...one, cert: hidden }, /^tls\.cert has no certificate in PEM/],
      [{ ...one, cert: "" }, /^tls\.cert has no certificate in PEM/],
      [{ ...one, key: hidden }, /^tls\.key has no private key in PEM, or an encrypted one/],
      [{ ...one, key: other.key }, /^tls\.key is not the key of the certificate/],
      [{ ...one, port: 65_536 }, /^tls\.port must be an integer from 0 to 65535/],
    ] as const)
      await assert.rejects(startEmulator({ tls }), (error) => {
        assert.ok(error instanceof OptionError);
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      });
  });
});

describe("the command's flags for https", () => {
  /** Runs `use` with files of a certificate and its key. */
  const withFiles = (use: (cert: string, key: string, folder: string) => Promise<void>) =>
    inFolder(async (_, folder) => {
      const files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
      const pems = await identity();
      for (const part of ["cert", "key"] as const) writeFileSync(files[part], pems[part]);
      await use(files.cert, files.key, folder);
    });

  it("print the second address in the line of JSON", () =>
    withFiles(async (cert, key) => {
      const { child, firstLine, ended } = run("--tls-cert", cert, "--tls-key", key, "--tls-port", "0");
      const { url, tlsUrl } = JSON.parse(await firstLine) as { url: string; tlsUrl: string };
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.match(tlsUrl, /^https:\/\/127\.0\.0\.1:\d+$/);
      assert.notEqual(new URL(url).port, new URL(tlsUrl).port);
      child.kill();
      assert.equal((await ended).code, 0);
    }));

  it("end the command with 2 and what to do when they do not serve", () =>
    withFiles(async (cert, key, folder) => {
      const missing = join(folder, "missing.pem");
      const runs: readonly (readonly [args: string[], says: RegExp])[] = [
        [["--tls-cert", cert], /https needs both --tls-cert FILE and --tls-key FILE/],
        [["--tls-port", "0"], /https needs both --tls-cert FILE and --tls-key FILE/],
        [["--tls-cert", missing, "--tls-key", key], /the file of --tls-cert cannot be read \(ENOENT\)/],
        [["--tls-cert", cert, "--tls-key", folder], /the file of --tls-key cannot be read \(EISDIR\)/],
        [["--tls-cert", key, "--tls-key", key], /the file of --tls-cert has no certificate in PEM/],
        [["--tls-cert", cert, "--tls-key", cert], /the file of --tls-key has no private key in PEM/],
        [["--tls-cert", cert, "--tls-key", key, "--tls-port", "443s"], /--tls-port takes a number/],
      ];
      for (const [args, says] of runs) {
        const { code, stdout, stderr } = await ending(...args);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, says);
        assert.equal(stderr.trim().split("\n").length, 1);
      }
    }));
});

describe("the certificate of docs/emulator-tls.md", () => {
  before(function () {
    if (spawnSync("openssl", ["version"]).status === 0) return;
    process.stderr.write("Skipped, for want of the command openssl\n");
    this.skip();
  });

  it("serves a client that is told to trust it", () =>
    inFolder(async (_, folder) => {
      const [make] = codeBlocksOf("docs/emulator-tls.md").filter(({ code }) => code.startsWith("openssl"));
      execFileSync("sh", ["-ec", make?.code ?? "false"], { cwd: folder, stdio: "ignore" });
      const read = (name: string) => readFileSync(join(folder, name), "utf8");
      const tls = { cert: read("emulator-cert.pem"), key: read("emulator-key.pem") };
      await emulating({ tls }, async (_client, { tlsUrl = "" }) => {
        const url = `${tlsUrl.replace("127.0.0.1", "localhost")}/_emulator/health`;
        const program = `fetch("${url}").then((answer) => answer.text()).then(console.log)`;
        const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "emulator-cert.pem") };
        const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { env });
        assert.equal(stdout, '{"status":"ok"}\n');
      });
    }));
});

describe("GET /_emulator/health", () => {
  it("answers as soon as the emulator serves, and is in no request log", () =>
    emulating({}, async (client, emulator) => {
      assert.deepEqual(await client.control("GET", "/_emulator/health"), {
        status: 200,
        json: { status: "ok" },
      });
      assert.deepEqual(emulator.requests(), []);
    }));
});
