import assert from "node:assert/strict";
import fc from "fast-check";
import type { SignerOptions } from "../../../provider/client/user-sig";
import { admin, anyAdmin, anyTime, codeFor, letIn, signedByClient } from "./support";
import { WebSigner } from "./web-signer";

/** Half a second past a full one, where rounding and cutting off differ. */
const nowMs = 1_800_000_000_600;

const wrong: readonly { what: string; by: Partial<SignerOptions>; code: number }[] = [
  { what: "another key", by: { secretKey: `${admin.secretKey}0` }, code: 70009 },
  { what: "another SDKAppID", by: { sdkAppId: 1400000001 }, code: 70014 },
  { what: "another identifier", by: { identifier: "admin" }, code: 70013 },
  { what: "an identifier in capitals", by: { identifier: "Administrator" }, code: 70013 },
  { what: "no lifetime", by: { userSigTtlSeconds: -1 }, code: 70001 },
];

describe("UserSigs of Tencent's signer for web pages", () => {
  let web: WebSigner;
  before(async () => {
    web = await WebSigner.load();
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
