import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { UserSigVerifier } from "../../../emulator/http/usersig";
import { Refusal } from "../../../emulator/model/errors";
import { emulating, emulatingTime, identifier, sdkAppId, secretKey, sign } from "./support";

const command = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "none", Member_Account: ["bot1"] };

/** The document of a UserSig as text of the variant that goes into a URL. */
function packed(document: unknown): string {
  const base64 = deflateSync(JSON.stringify(document)).toString("base64");
  return base64.replaceAll("+", "*").replaceAll("/", "-").replaceAll("=", "_");
}

/** A UserSig built by hand, for what the official library cannot be made to build. */
function forged(changes: Record<string, unknown>): string {
  const time = Math.floor(Date.now() / 1000);
  const claims = {
    "TLS.ver": "2.0",
    "TLS.identifier": identifier,
    "TLS.sdkappid": sdkAppId,
    "TLS.expire": 600,
    "TLS.time": time,
  };
  const text = `TLS.identifier:${identifier}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:600\n`;
  const signature = createHmac("sha256", secretKey).update(text).digest("base64");
  return packed({ ...claims, "TLS.sig": signature, ...changes });
}

const cases: readonly (readonly [what: string, usersig: () => string, code: number])[] = [
  ["is empty", () => "", 70002],
  ["is no base64", () => "no base64!", 70003],
  ["is base64 of the ordinary kind", () => "eJw=", 70003],
  ["is not compressed", () => Buffer.from("{}").toString("base64url"), 70003],
  ["holds no object", () => packed("text"), 70003],
  ["holds no signature", () => forged({ "TLS.sig": undefined }), 70003],
  ["has a number as text", () => forged({ "TLS.time": "1" }), 70003],
  ["inflates to megabytes", () => packed({ padding: "a".repeat(4_000_000) }), 70003],
  ["was issued for another SDKAppID", () => sign({ sdkAppId: 1400000001 }), 70014],
  ["was issued for another identifier", () => sign({ identifier: "eve" }), 70013],
  ["has expired", () => sign({ ttlSeconds: -10 }), 70001],
  ["was signed with another key", () => sign({ secretKey: "another" }), 70009],
  ["has a longer life than was signed", () => forged({ "TLS.expire": 601 }), 70009],
  ["has a signature of another length", () => forged({ "TLS.sig": "AAAA" }), 70009],
  ["has a userbuf that was not signed", () => forged({ "TLS.userbuf": "AAAA" }), 70009],
];

describe("the emulator's check of a UserSig", () => {
  for (const [what, usersig, code] of cases) {
    it(`answers ${code} to one that ${what}`, () =>
      emulating({}, async (client) => {
        assert.equal(await client.code(command, body, { usersig: usersig() }), code);
      }));
  }

  it("lets in one built by hand", () =>
    emulating({}, async (client) => {
      assert.equal(await client.code(command, body, { usersig: forged({}) }), 10010);
    }));

  it("answers 60010 to a good one of somebody who is not an app admin", () =>
    emulating({}, async (client) => {
      const eve = { identifier: "eve", usersig: sign({ identifier: "eve" }) };
      assert.equal(await client.code(command, body, eve), 60010);
    }));

  it("names the first thing wrong: SDKAppID, then identifier, then expiry, then signature", () => {
    const verifier = new UserSigVerifier(sdkAppId, secretKey);
    const wrong = { sdkAppId: 1, identifier: "eve", ttlSeconds: -10, secretKey: "another" };
    const expected = [70014, 70013, 70001, 70009];
    const right: (keyof typeof wrong)[] = ["sdkAppId", "identifier", "ttlSeconds"];
    for (const [index, code] of expected.entries()) {
      const stillWrong = Object.fromEntries(
        Object.entries(wrong).filter(([name]) => !right.slice(0, index).some((each) => each === name)),
      );
      assert.equal(codeOf(verifier, sign(stillWrong)), code);
    }
  });

  it("notices that one it knows has expired since", () =>
    emulatingTime({}, async (client, clock) => {
      const usersig = sign({ ttlSeconds: 60 });
      assert.equal(await client.code(command, body, { usersig }), 10010);
      clock.pass(62);
      assert.equal(await client.code(command, body, { usersig }), 70001);
    }));

  it("does not let one it knows pass for another identifier", () =>
    emulating({}, async (client) => {
      await client.call(command, body);
      assert.equal(await client.code(command, body, { identifier: "eve" }), 70013);
    }));

  it("keeps working when it knows more of them than it remembers", () => {
    const verifier = new UserSigVerifier(sdkAppId, secretKey);
    const first = sign({ ttlSeconds: 5000 });
    assert.equal(codeOf(verifier, first), 0);
    for (let index = 0; index < 1100; index += 1)
      assert.equal(codeOf(verifier, sign({ ttlSeconds: 100 + index })), 0);
    assert.equal(codeOf(verifier, first), 0);
  });

  it("accepts every identifier and key for which the official library signs", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (key, user) => {
        const verifier = new UserSigVerifier(sdkAppId, key);
        assert.equal(codeOf(verifier, sign({ secretKey: key, identifier: user }), user), 0);
      }),
    );
  });

  it("refuses a UserSig with any one character changed", () => {
    const verifier = new UserSigVerifier(sdkAppId, secretKey);
    const good = sign();
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-"];
    fc.assert(
      // The last characters may hold bits that base64 does not use and checksums that inflating may not need.
      fc.property(fc.nat(good.length - 12), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(good[at] !== letter);
        assert.notEqual(codeOf(verifier, good.slice(0, at) + letter + good.slice(at + 1)), 0);
      }),
    );
  });
});

/** The ErrorCode of a check, 0 for a good UserSig. */
function codeOf(verifier: UserSigVerifier, userSig: string, user = identifier): number {
  try {
    verifier.verify(userSig, user, Date.now());
    return 0;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
