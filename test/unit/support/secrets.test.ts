import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Api } from "tls-sig-api-v2";
import { assertNoSecrets, assertNoSecretsInFiles, leaksIn } from "../../support/secrets";

const secret = '3f/9c+b2&<7d "e1f4"a6b8c0d2e4f6';
const userSig = new Api(1400000000, secret).genUserSig("administrator", 3600);

const planted: readonly { readonly how: string; readonly text: string }[] = [
  { how: "whole", text: secret },
  { how: "URL-encoded", text: `https://host/?key=${encodeURIComponent(secret)}` },
  { how: "as a form encodes it", text: `https://host/?${new URLSearchParams({ key: secret })}` },
  { how: "in JSON", text: JSON.stringify({ key: secret }) },
  { how: "in JSON as Go writes it", text: '"3f/9c+b2\\u0026\\u003c7d \\"e1f4\\"' },
  {
    how: "in JSON with every character escaped",
    text: [...secret].map((each) => `\\u00${each.charCodeAt(0).toString(16)}`).join(""),
  },
  {
    how: "with every byte URL-encoded, in lower case",
    text: [...secret].map((each) => `%${each.charCodeAt(0).toString(16)}`).join(""),
  },
  { how: "URL-encoded twice", text: encodeURIComponent(encodeURIComponent(secret)) },
  { how: "in JSON in JSON", text: JSON.stringify(JSON.stringify({ key: secret })) },
  { how: "in hexadecimal digits", text: Buffer.from(secret).toString("hex") },
  { how: "in base64 at an even place", text: Buffer.from(`{"k":"${secret}"}`).toString("base64") },
  { how: "in base64 at an odd place", text: Buffer.from(`{"ke":"${secret}"}`).toString("base64") },
  { how: "in base64 at a third place", text: Buffer.from(`{"key":"${secret}"}`).toString("base64") },
  { how: "in URL-safe base64", text: Buffer.from(`{"k":"${secret}"}`).toString("base64url") },
  { how: "cut to its first 12 characters", text: `${secret.slice(0, 12)}...` },
  { how: "cut to 12 characters from its middle", text: `...${secret.slice(9, 21)}...` },
  { how: "as a UserSig", text: `usersig=${userSig}&random=1` },
  {
    how: "as a UserSig, URL-encoded",
    text: `usersig=${userSig.replaceAll("*", "%2A").replaceAll("_", "%5F")}&`,
  },
  { how: "as a UserSig in the middle of a word", text: `before-${userSig}-after` },
  { how: "as a UserSig cut off in its middle", text: `${userSig.slice(0, userSig.length / 2)}...` },
];

describe("assertNoSecrets", () => {
  for (const { how, text } of planted) {
    it(`finds what is planted ${how}`, () => {
      const texts = [
        { name: "clean", text: "nothing here" },
        { name: "dirty", text: `x ${text} y` },
      ];
      assert.throws(() => assertNoSecrets(texts, [secret]), /dirty, at character \d+/);
    });
  }

  it("finds a UserSig of any key, without being told of a secret", () => {
    assert.equal(leaksIn({ name: "log", text: userSig }, []).length, 1);
  });

  it("finds any secret wherever it lies in any text", () => {
    const key = fc.string({ minLength: 12, maxLength: 64, unit: "binary-ascii" });
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (hidden, before, after) => {
        assert.notEqual(leaksIn({ name: "", text: before + hidden + after }, [hidden]).length, 0);
      }),
    );
  });

  it("says neither the secret nor the UserSig in its failure", () => {
    assert.throws(
      () => assertNoSecrets([{ name: "log", text: `${secret} ${userSig}` }], [secret]),
      (error: Error) => {
        assert.deepEqual(leaksIn({ name: "failure", text: error.message }, [secret]), []);
        return true;
      },
    );
  });

  it("lets pass what only looks like a UserSig, and texts without any secret", () => {
    const texts = ["eJwordsThatGoOnForALongWhileWithoutMeaning", "eJx", "3f/9c+b2", "usersig=[secret]", ""];
    assertNoSecrets(
      texts.map((text, at) => ({ name: `text ${at}`, text })),
      [secret],
    );
  });

  it("refuses to look for a secret so short that any text holds it", () => {
    assert.throws(() => assertNoSecrets([{ name: "log", text: "" }], [""]), /Too short/);
  });
});

describe("assertNoSecretsInFiles", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "secrets-"));
    mkdirSync(join(folder, "a", "b"), { recursive: true });
    writeFileSync(join(folder, "a", "clean.json"), "{}");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("passes files that hold none", () => {
    assertNoSecretsInFiles([folder], [secret]);
  });

  it("finds a secret in a file deep in a folder", () => {
    writeFileSync(join(folder, "a", "b", "state.json"), JSON.stringify({ secret }));
    assert.throws(() => assertNoSecretsInFiles([folder], [secret]), /state\.json, at character/);
  });

  it("finds a UserSig in a file that is packed by gzip", () => {
    const file = join(folder, "state.json.gz");
    writeFileSync(file, gzipSync(`{"url":"${userSig}"}`));
    assert.throws(() => assertNoSecretsInFiles([file], []), /state\.json\.gz, at character 8: a UserSig/);
  });

  it("fails when there is no file to search", () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    assert.throws(() => assertNoSecretsInFiles([empty], [secret]), /no file to search/);
  });
});
