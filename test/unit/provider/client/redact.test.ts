import assert from "node:assert/strict";
import fc from "fast-check";
import { Api } from "tls-sig-api-v2";
import { Redactor } from "../../../../provider/client/redact";

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

const secret = fc.string({ minLength: 1, maxLength: 80, unit: "grapheme-ascii" });
const around = fc.string({ maxLength: 40 });

describe("redaction", () => {
  it("leaves no secret in any text", () => {
    fc.assert(
      fc.property(secret, around, around, (key, before, after) => {
        const text = redactorOf(key).redact(`${before}${key}${after}`);
        assert.ok(!text.includes(key) || "[secret]".includes(key), text);
      }),
    );
  });

  it("leaves no URL-encoded secret", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 60, unit: "grapheme-ascii" }), (key) => {
        const encoded = encodeURIComponent(key);
        assert.ok(!redactorOf(key).redact(`https://host/?a=1&key=${encoded}&b=2`).includes(encoded));
      }),
    );
  });

  it("leaves no piece of twelve characters of a secret that was cut", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-f0-9]{64}$/),
        fc.nat(50),
        fc.integer({ min: 12, max: 64 }),
        (key, from, length) => {
          const piece = key.slice(from, from + length);
          fc.pre(piece.length >= 12);
          const text = redactorOf(key).redact(`cut: ${piece}... `);
          assert.equal(text, "cut: [secret]... ");
        },
      ),
    );
  });

  it("leaves ordinary texts alone", () => {
    const text =
      "The group does not exist, or it once existed but has now been dissolved. 10010 @TGS#a6I4ZUUGO";
    assert.equal(redactorOf("0123456789abcdef0123456789abcdef").redact(text), text);
  });

  it("hides a UserSig that it was never told, and the usersig of any URL", () => {
    const userSig = new Api(1400000000, "a key of somebody else").genUserSig("administrator", 3600);
    assert.equal(new Redactor().redact(`sig is ${userSig}.`), "sig is [secret].");
    assert.equal(
      new Redactor().redact('at "https://h/v4/x?sdkappid=1&UserSig=abc&random=1"'),
      'at "https://h/v4/x?sdkappid=1&UserSig=[secret]&random=1"',
    );
  });

  it("hides each place of each of several secrets, and marks neighbours once", () => {
    const redactor = redactorOf("first-secret-text", "other-secret-text");
    assert.equal(
      redactor.redact("a first-secret-text b other-secret-textfirst-secret-text c"),
      "a [secret] b [secret] c",
    );
  });

  it("takes an empty secret for none", () => {
    assert.equal(redactorOf("").redact("as it is"), "as it is");
  });
});
