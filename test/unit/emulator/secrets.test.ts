import assert from "node:assert/strict";
import fc from "fast-check";
import type { Emulator } from "../../../emulator";
import { Redactor } from "../../../emulator/log/redact";
import { assertNoSecrets } from "../../support/secrets";
import { type Client, emulating, restPath, sdkAppId, secretKey, sign } from "./support";

const importAccount = "im_open_login_svc/account_import";
const userSigs = [sign(), sign({ identifier: "ann", secretKey: "another-key-of-another-app", sdkAppId: 7 })];

type Writing = (text: string) => string;

const hex = (letter: string, length: number) =>
  (letter.codePointAt(0) ?? 0).toString(16).padStart(length, "0");
const everyLetter =
  (write: (letter: string) => string): Writing =>
  (text) =>
    [...text].map(write).join("");

/** The ways in which a program writes a text into a URL or another text. */
const writings: Readonly<Record<string, Writing>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  "percent, all of it": everyLetter((letter) => `%${hex(letter, 2)}`),
  "percent in capitals": everyLetter((letter) => `%${hex(letter, 2).toUpperCase()}`),
  "percent, twice": (text) => encodeURIComponent(everyLetter((letter) => `%${hex(letter, 2)}`)(text)),
  json: (text) => JSON.stringify(text).slice(1, -1),
  "json, all of it": everyLetter((letter) => `\\u${hex(letter, 4)}`),
  "json in json": (text) => JSON.stringify(JSON.stringify({ deep: text })),
  html: everyLetter((letter) => `&#x${hex(letter, 2)};`),
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 of a query": (text) => Buffer.from(`a=1&usersig=${text}&b=2`).toString("base64url"),
  "base64 of a text one letter longer": (text) => Buffer.from(`x${text}`).toString("base64"),
  "broken into lines": (text) => text.replace(/.{40}/g, "$&\n"),
};
const writing = fc.constantFrom(...Object.keys(writings));
const secret = fc.constantFrom(...userSigs, secretKey);
const around = fc.constantFrom("", "usersig=", "?usersig=", "&UserSig=", "x", " ", '"', "key: ");

const written = fc
  .tuple(secret, writing, around, around)
  .map(([text, how, before, behind]) => before + (writings[how]?.(text) ?? "") + behind);

async function shownBy(
  client: Client,
  emulator: Emulator,
  lines: readonly string[],
  answers: readonly unknown[],
) {
  const control = await Promise.all(
    ["requests", "faults"].map((route) => client.control("GET", `/_emulator/${route}`)),
  );
  return JSON.stringify([lines, answers, control, emulator.requests(), emulator.faults()]);
}

/** Fails when one of the secrets, or most of it, is in the text, in whatever of the writings. */
function assertHidden(text: string): void {
  assertNoSecrets([{ name: "what the emulator shows", text }], [secretKey, ...userSigs]);
  for (const each of [...userSigs, secretKey])
    for (const [how, write] of Object.entries(writings)) {
      const letters = write(each);
      assert.equal(text.includes(JSON.stringify(letters).slice(1, -1)), false, how);
    }
}

const formats = ["text", "json"] as const;

describe("UserSigs and SecretKeys in what the emulator keeps and shows", () => {
  for (const logFormat of formats) {
    it(`are not there when they came in a path, in whatever writing, with the log as ${logFormat}`, () =>
      fc.assert(
        fc.asyncProperty(
          written,
          fc.constantFrom("", "/v4/", "/v4/sns/group_get", "/v4/sns/", "/_emulator/"),
          async (text, prefix) => {
            const lines: string[] = [];
            await emulating({ logFormat, log: (line) => lines.push(line) }, async (client, emulator) => {
              // What no URL can hold: a client has to encode it.
              const path = (prefix || "/") + text.replace(/[\s"\\]/g, encodeURIComponent);
              const replies = [];
              for (const headers of [{}, { Origin: "null" }] as Record<string, string>[])
                replies.push(await client.send({ method: "POST", path, headers, body: "{}" }));
              assertHidden(await shownBy(client, emulator, lines, replies));
            });
          },
        ),
        { numRuns: 150 },
      ));
  }

  it("are not there when they came in a body, in whatever writing and at whatever depth", () =>
    emulating({}, (client, emulator) =>
      fc.assert(
        fc.asyncProperty(written, fc.nat(3), fc.boolean(), async (text, depth, isKey) => {
          let body: unknown = isKey ? { [text]: 1 } : text;
          for (let level = 0; level < depth; level += 1) body = level % 2 === 0 ? [body] : { deep: body };
          const answer = await client.call(importAccount, { UserID: body, Nick: body });
          const seeded = await client.control("POST", "/_emulator/seed", { [sdkAppId]: body });
          const fault = await client.control("POST", "/_emulator/faults", body);
          assertHidden(await shownBy(client, emulator, [], [answer, seeded, fault]));
          emulator.reset();
        }),
        { numRuns: 150 },
      ),
    ));

  it("are not there when they came as the command of a fault", () =>
    emulating({}, async (client, emulator) => {
      for (const text of [...userSigs, secretKey]) {
        if (text.includes("*")) continue;
        await client.control("POST", "/_emulator/faults", { command: `sns/${text}`, kind: "hang" });
        assert.equal(emulator.faults().at(-1)?.command, "sns/[redacted]");
      }
      assert.ok(emulator.faults().length > 0);
    }));

  it("are not there when the query's name for it is in other letters", () =>
    emulating({}, async (client, emulator) => {
      for (const name of ["UserSig", "USERSIG", "%75sersig"]) {
        const path = restPath(importAccount, { usersig: undefined });
        await client.send({
          method: "POST",
          path: `${path}&${name}=${sign()}`,
          body: JSON.stringify({ UserID: "ann", Nick: `my ${sign()}` }),
        });
      }
      assertHidden(await shownBy(client, emulator, [], []));
      assert.match(JSON.stringify(emulator.requests()), /"Nick":"\[redacted\]"/);
    }));

  it("are not there when the SecretKey is made of digits and comes as a number", () => {
    const apps = [{ sdkAppId, secretKey: "1234567890123", identifier: "administrator" }];
    return emulating({ apps }, async (client, emulator) => {
      await client.call(importAccount, { UserID: 1234567890123 });
      assert.deepEqual(emulator.requests()[0]?.body, { UserID: "[redacted]" });
    });
  });

  it("are all that is taken out: other texts stay, however they look", () => {
    const redactor = new Redactor(["%20%20%20", secretKey]);
    for (const text of [
      "eJwtjEsKgzAU",
      "reNotificationServiceOfTheWholeCompany",
      "100 %, a\\b & c",
      "x".repeat(5000),
      Buffer.from("x".repeat(500)).toString("base64"),
      "@TGS#_eJAMfoobar",
      "",
    ])
      assert.equal(redactor.value(text), text);
    assert.equal(redactor.value("%20%20%20"), "[redacted]");
  });

  it("are still found when one letter is wrong or the end is cut off", () => {
    const redactor = new Redactor([]);
    const [userSig = ""] = userSigs;
    for (const end of [userSig.length - 1, userSig.length - 10, 150])
      assert.equal(redactor.value(userSig.slice(0, end)), "[redacted]", String(end));
    assert.equal(redactor.value(`${userSig.slice(0, -6)}A${userSig.slice(-5)}`), "[redacted]");
  });

  // A search whose work grows with the square of the text would not end within a test's time limit.
  it("are found at the end of a long text that is made to hide them", () => {
    const redactor = new Redactor([secretKey]);
    for (const text of ["eJw", "%25", "\\u00", "\\", "%", "&#x0", "/", "ZUp3", "%2525%", "\\\\u0025"])
      assert.equal(redactor.value(`${text.repeat(64 * 1024)} ${secretKey}`), "[redacted]", text);
  });
});

describe("characters that act on a terminal", () => {
  const acting = ["\u001b[31m", "\u009b31m", ..."\u0085\u202e\u2066\ufeff\u2028\u0007\r\n\ud800"];

  it("come as escapes in every line of the log and of what the command says", () => {
    const redactor = new Redactor([]);
    for (const each of acting) {
      const line = redactor.line(`a${each}b`);
      assert.match(line, /^a\\u[\da-f]{4}/);
      assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }
  });

  for (const logFormat of formats) {
    it(`come as escapes when a client sends them raw in a path, with the log as ${logFormat}`, async () => {
      const lines: string[] = [];
      await emulating({ logFormat, log: (line) => lines.push(line) }, async (client) => {
        // Bytes above 0x7f are let through by Node.js, each as one character.
        await client
          .send({ method: "POST", path: Buffer.from("/v4/sns/a\u009b31m").toString("latin1"), body: "{}" })
          .catch(() => undefined);
        await client.send({ method: "POST", path: "/v4/sns/a\u0085b", body: "{}" }).catch(() => undefined);
      });
      assert.doesNotMatch(lines.join(), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    });
  }
});
