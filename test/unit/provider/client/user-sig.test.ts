import assert from "node:assert/strict";
import { inspect } from "node:util";
import { inflateSync } from "node:zlib";
import { UserSigSigner } from "../../../../provider/client/user-sig";
import { options, SleepingClock } from "./support";

function claimsOf(userSig: string): Record<string, unknown> {
  const base64 = userSig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  return JSON.parse(inflateSync(Buffer.from(base64, "base64")).toString());
}

describe("the UserSig of a client", () => {
  const signed: string[] = [];
  let clock: SleepingClock;
  let signer: UserSigSigner;

  beforeEach(() => {
    signed.length = 0;
    clock = new SleepingClock();
    signer = new UserSigSigner({ ...options, userSigTtlSeconds: 1_000 }, clock.now, (text) =>
      signed.push(text),
    );
  });

  it("is the identifier's, of the SDKAppID, for the configured time", () => {
    const claims = claimsOf(signer.userSig());
    assert.equal(claims["TLS.identifier"], "administrator");
    assert.equal(claims["TLS.sdkappid"], 1400000000);
    assert.equal(claims["TLS.expire"], 1_000);
  });

  it("is signed once, and renewed when nine tenths of its time are over", () => {
    const first = signer.userSig();
    clock.pass(899_999);
    assert.equal(signer.userSig(), first);
    assert.equal(signed.length, 1);
    clock.pass(1);
    signer.userSig();
    assert.equal(signed.length, 2);
  });

  it("is renewed when it was rejected, once for all who report the same one", () => {
    const first = signer.userSig();
    signer.reject(first);
    const second = signer.userSig();
    assert.equal(signed.length, 2);
    signer.reject(`${second} of another time`);
    signer.userSig();
    assert.equal(signed.length, 2);
    signer.reject(second);
    signer.reject(second);
    signer.userSig();
    assert.equal(signed.length, 3);
  });

  it("does not show its key when it is inspected or made JSON", () => {
    signer.userSig();
    const shown = inspect(signer, { depth: null, showHidden: true }) + JSON.stringify(signer);
    assert.ok(!shown.includes(options.secretKey));
    assert.ok(!shown.includes(signed[0] ?? "none"));
  });
});
