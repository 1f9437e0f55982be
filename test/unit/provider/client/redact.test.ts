import assert from "node:assert/strict";
import fc from "fast-check";
import { Api } from "tls-sig-api-v2";
import { Redactor } from "../../../../provider/client/redact";
import { type Writing, writings } from "../../../support/hostile";
import { leaksIn } from "../../../support/secrets";

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

const secret = fc.string({ minLength: 1, maxLength: 80, unit: "grapheme-ascii" });
const longKey = fc.stringMatching(/^[A-Za-z0-9+/=_-]{16,64}$/);
const userSigOf = (key: string): string => new Api(1400000000, key).genUserSig("administrator", 3600);
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

  for (const writing of Object.keys(writings) as Writing[]) {
    it(`leaves no key and no UserSig ${writing}, wherever it stands in a text, whole or cut`, () => {
      fc.assert(
        fc.property(longKey, around, around, fc.nat(400), (key, before, after, cut) => {
          const userSig = userSigOf(key);
          for (const hidden of [key, userSig]) {
            const text = before + writings[writing](`a=${hidden}&b=1`) + after;
            for (const part of [text, text.slice(0, cut), text.slice(cut)]) {
              assert.deepEqual(leaksIn({ name: "", text: redactorOf(key, userSig).redact(part) }, [key]), []);
            }
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it("leaves no key of any characters, whole and in any writing", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ -~]{16,64}$/),
        fc.constantFrom(...Object.values(writings)),
        around,
        (key, write, beside) => {
          const text = redactorOf(key).redact(`${beside}${write(key)}${beside}`);
          assert.ok(!text.includes(write(key)) && !text.includes(key.slice(2, -2)), text);
        },
      ),
    );
  });

  it("leaves what stands around a secret as it is, escapes too", () => {
    const hidden = "0123456789abcdef";
    const redactor = redactorOf(hidden);
    for (const [text, redacted] of [
      [`%2f%3a${encodeURIComponent(`/${hidden}/`)}%3A`, "%2f%3a%2F[secret]%2F%3A"],
      [
        `\\"${[...hidden].map((each) => `\\u00${each.charCodeAt(0).toString(16)}`).join("")}\\"`,
        '\\"[secret]\\"',
      ],
      [`&#38;${[...hidden].map((each) => `&#${each.charCodeAt(0)};`).join("")}&#x26;`, "&#38;[secret]&#x26;"],
      ["100 % of \\ and & are %2 \\u00 &#; as they were", "100 % of \\ and & are %2 \\u00 &#; as they were"],
    ] as const) {
      assert.equal(redactor.redact(text), redacted);
    }
  });

  it("finds a secret with a quote or a slash every few characters, in JSON in JSON, with slashes escaped or not", () => {
    for (const hidden of ['ab"cd"ef"gh"ij"kl"mn', "ab/cd/ef/gh/ij/kl/mn", "ab\\cd\\ef\\gh\\ij\\kl"]) {
      const once = JSON.stringify(`<${hidden}>`).replaceAll("/", "\\/");
      for (const text of [once, JSON.stringify(once), JSON.stringify(JSON.stringify(once))])
        assert.match(redactorOf(hidden).redact(text), /^[\\"]+<\[secret\]>[\\"]+$/, text);
    }
  });

  it("finds a secret in base64 up to its ends, wherever it begins, and in hexadecimal digits of either case", () => {
    // Its base64 has a + or a / every few characters, and its hexadecimal digits a letter.
    const hidden = ">?o>?o~~>?o>?o~~>?o";
    const redactor = redactorOf(hidden);
    for (const before of ["", "x", "xx"]) {
      const bytes = Buffer.from(`${before}${hidden}yy`);
      for (const encoding of ["base64", "base64url"] as const) {
        const shown = redactor.redact(bytes.toString(encoding)).split("[secret]");
        assert.equal(shown.length, 2, encoding);
        // What is left of either end holds bits of the neighbours.
        assert.ok(
          (shown[0] ?? "").length <= before.length + 1 && (shown[1] ?? "").length <= 6,
          shown.join(" "),
        );
      }
    }
    const hex = Buffer.from(hidden).toString("hex");
    for (const digits of [hex, hex.toUpperCase()])
      assert.equal(redactor.redact(`a ${digits} z`), "a [secret] z");
    assert.equal(redactorOf("twelve-chars").redact("twelve-chars"), "[secret]");
  });

  it("finds a secret that is not ASCII, and one with spaces, as URLs and forms write them", () => {
    const hidden = "clé secrète + 密钥 %";
    const redactor = redactorOf(hidden);
    for (const text of [
      hidden,
      encodeURIComponent(hidden),
      String(new URLSearchParams({ "": hidden })).slice(1),
    ]) {
      assert.equal(redactor.redact(`<${text}>`), "<[secret]>");
    }
  });

  it("hides a secret of fewer than twelve characters in texts for people only: a name may have it in it", () => {
    const redactor = redactorOf("k&y");
    assert.equal(redactor.redact("the key k&y, k%26y"), "the key [secret], [secret]");
    assert.deepEqual(redactor.parse('["monk&y"]'), { value: ["monk&y"], isMasked: false });
  });

  // A search whose work grows with the square of the text would not end within a test's time limit.
  it("finds a secret in the middle of a long text, whatever that is made of", () => {
    const hidden = "0123456789abcdef".repeat(4);
    const redactor = redactorOf(hidden, userSigOf("a key of somebody"));
    for (const unit of ["0123", "eJyr", "\\", "%25", "%", "&#", '\\"', "\\u0061", "a", "usersig="]) {
      const around = unit.repeat(200_000 / unit.length);
      const text = `${around} ${hidden} ${around}`;
      assert.ok(!redactor.redact(text).includes(hidden), unit);
      assert.ok(!JSON.stringify(redactor.parse(JSON.stringify(text))).includes(hidden), unit);
    }
  });
});

describe("the redaction of an answer", () => {
  const key = "5f0c7e1d9b8a46c2a3e4d5f60718293a";
  const other = "another-secret-text";

  it("leaves every JSON as JSON.parse reads it that holds no secret", () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (json, spaced) => {
        const text = spaced ? JSON.stringify(JSON.parse(json), undefined, 2) : json;
        const { value, isMasked } = redactorOf(key, other).parse(text);
        assert.deepEqual(value, JSON.parse(text));
        assert.equal(isMasked, false);
      }),
    );
  });

  it("masks a secret in any text and any name of any JSON, however JSON writes it, and changes nothing else", () => {
    const escaping = fc.constantFrom<(text: string) => string>(
      (text) => JSON.stringify(text),
      (text) =>
        `"${[...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`,
      (text) => JSON.stringify(text).replace(/[ace]/g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`),
    );
    const plain = fc.stringMatching(/^[ -~]{0,8}$/);
    fc.assert(
      fc.property(plain, plain, escaping, fc.jsonValue(), (before, after, write, beside) => {
        const text = write(`${before}${key}${after}`);
        const json = `{"beside":${JSON.stringify(beside)},"list":[1,${text}],${text}:true}`;
        const { value, isMasked } = redactorOf(key, other).parse(json);
        assert.ok(isMasked);
        const shown = JSON.stringify(value);
        assert.deepEqual(leaksIn({ name: "", text: shown }, [key]), []);
        // What stands next to the mask may be the key's own next character.
        const { beside: left, list } = value as { beside: unknown; list: unknown[] };
        assert.deepEqual(left, JSON.parse(JSON.stringify(beside)));
        assert.equal(list[0], 1);
        assert.match(String(list[1]), /\[secret\]/);
      }),
    );
  });

  it("cuts no escape, no number and no two texts in half", () => {
    const redactor = redactorOf("0061deadbeef0000", '","b":"c","d":"');
    assert.deepEqual(redactor.parse('["\\u0061deadbeef0000"]').value, [
      "adeadbeef0000".replace(/.*/, "a[secret]"),
    ]);
    assert.deepEqual(redactor.parse('{"a":"","b":"c","d":""}'), {
      value: { a: "", b: "c", d: "" },
      isMasked: false,
    });
    assert.deepEqual(redactorOf("123456789012345").parse('{"at":123456789012345,"n":12}'), {
      value: { at: "[secret]", n: 12 },
      isMasked: true,
    });
  });

  it("says that it has masked something, also for an account whose name holds a piece of the key by chance", () => {
    assert.deepEqual(redactorOf(key).parse(`["bot-${key.slice(4, 16)}","[secret]"]`), {
      value: ["bot-[secret]", "[secret]"],
      isMasked: true,
    });
    assert.deepEqual(redactorOf(key).parse(`["bot-${key.slice(4, 15)}","[secret]"]`).isMasked, false);
  });

  it("leaves a name that only looks like a UserSig, or like a parameter, alone", () => {
    const names = [`eJw${"x".repeat(28)}`, "usersig=bot"];
    assert.deepEqual(redactorOf(key).parse(JSON.stringify(names)), { value: names, isMasked: false });
  });

  it("throws for what is no JSON, and for JSON that is nested too deep to be looked at", () => {
    assert.throws(() => redactorOf(key).parse("<html>"), SyntaxError);
    assert.throws(
      () => redactorOf(key).parse(`${"[".repeat(200_000)}"\\n"${"]".repeat(200_000)}`),
      RangeError,
    );
  });
});
