import assert from "node:assert/strict";
import fc from "fast-check";
import type { EmulatorOptions } from "../../../emulator";
import { limits, utf8Bytes } from "../../../emulator/limits";
import { type SignerOptions, UserSigSigner } from "../../../provider/client/user-sig";
import { emulating } from "../emulator/support";
import { at, WebSigner } from "./web-signer";

const command = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "none", Member_Account: ["bot1"] };
/** A caller who is let in gets to know that there is no such group. */
const letIn = 10010;

const admin: SignerOptions = {
  sdkAppId: 1400000000,
  secretKey: "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e",
  identifier: "administrator",
  userSigTtlSeconds: 600,
};

/** Half a second past a full one, where rounding and cutting off differ. */
const nowMs = 1_800_000_000_600;

const wrong: readonly {
  readonly what: string;
  readonly by: Partial<SignerOptions>;
  readonly code: number;
}[] = [
  { what: "another key", by: { secretKey: `${admin.secretKey}0` }, code: 70009 },
  { what: "another SDKAppID", by: { sdkAppId: 1400000001 }, code: 70014 },
  { what: "another identifier", by: { identifier: "admin" }, code: 70013 },
  { what: "an identifier in capitals", by: { identifier: "Administrator" }, code: 70013 },
  { what: "no lifetime", by: { userSigTtlSeconds: -1 }, code: 70001 },
];

/** "Secure Authentication with UserSig" has letters, digits, _ and -; the emulator and the signers take any text. */
const identifiers = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9_-]{1,32}$/),
  fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => utf8Bytes(text) <= limits.userIdBytes),
);

const anyAdmin: fc.Arbitrary<SignerOptions> = fc.record({
  sdkAppId: fc.integer({ min: 1, max: 4_294_967_295 }),
  secretKey: fc.oneof(
    fc.stringMatching(/^[0-9a-f]{64}$/),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
  ),
  identifier: identifiers,
  userSigTtlSeconds: fc.integer({ min: 1, max: 50 * 365 * 86_400 }),
});

/** Up to the year 2100, in milliseconds. */
const anyTime = fc.integer({ min: 1_500_000_000_000, max: 4_102_444_800_000 });

/** The ErrorCode that an emulator with this one admin gives a call with `usersig`. */
async function codeFor(
  { sdkAppId, secretKey, identifier }: SignerOptions,
  usersig: string,
  options: EmulatorOptions = {},
): Promise<number> {
  let code = 0;
  await emulating({ ...options, apps: [{ sdkAppId, secretKey, identifier }] }, async (client) => {
    const query = { sdkappid: String(sdkAppId), identifier, usersig };
    code = (await client.call(command, body, query)).ErrorCode;
  });
  return code;
}

/** What the client sends. */
function signedByClient(options: SignerOptions, timeMs: number): string {
  return at(timeMs, () => new UserSigSigner(options, Date.now, () => undefined).userSig());
}

describe("UserSigs of Tencent's signer for web pages", () => {
  let web: WebSigner;
  before(async () => {
    web = await WebSigner.load();
  });

  it("are let in by the emulator", async () => {
    assert.equal(await codeFor(admin, web.sign(admin)), letIn);
  });

  for (const { what, by, code } of wrong) {
    it(`are answered ${code} when they were signed with ${what}`, async () => {
      assert.equal(await codeFor(admin, web.sign({ ...admin, ...by })), code);
    });
  }

  it("are let in to the last second of their life, also when their time was rounded up", async () => {
    const userSig = web.sign(admin, nowMs);
    const endMs = Math.round(nowMs / 1000) * 1000 + admin.userSigTtlSeconds * 1000;
    assert.equal(await codeFor(admin, userSig, { now: () => nowMs }), letIn);
    assert.equal(await codeFor(admin, userSig, { now: () => endMs }), letIn);
    assert.equal(await codeFor(admin, userSig, { now: () => endMs + 1 }), 70001);
  });

  it("are let in for every app, key, admin and lifetime, and not with another key", () =>
    fc.assert(
      fc.asyncProperty(anyAdmin, anyTime, async (options, timeMs) => {
        const now = () => Math.ceil(timeMs / 1000) * 1000;
        const userSig = web.sign(options, timeMs);
        assert.equal(await codeFor(options, userSig, { now }), letIn);
        const other = { ...options, secretKey: `${options.secretKey}.` };
        assert.equal(await codeFor(other, userSig, { now }), 70009);
      }),
    ));
});

describe("UserSigs of the client", () => {
  let web: WebSigner;
  before(async () => {
    web = await WebSigner.load();
  });

  it("are read by Tencent's signer for web pages as those that it signs itself, whatever is signed", () => {
    fc.assert(
      fc.property(anyAdmin, anyTime, (options, timeMs) => {
        // One cuts a part of a second off, the other rounds it: they agree on full ones.
        const fullMs = Math.floor(timeMs / 1000) * 1000;
        const read = web.decode(signedByClient(options, fullMs));
        assert.equal(read, web.decode(web.sign(options, fullMs)));
        assert.equal((JSON.parse(read) as Record<string, unknown>)["TLS.identifier"], options.identifier);
      }),
    );
  });

  for (const { what, by } of wrong) {
    it(`are told by it from those with ${what}`, () => {
      const read = web.decode(signedByClient({ ...admin, ...by }, nowMs));
      assert.notEqual(read, web.decode(signedByClient(admin, nowMs)));
    });
  }
});
