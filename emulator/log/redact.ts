import { constants, inflateSync } from "node:zlib";
import { printable } from "./printable";

/** A shorter text cannot be distinguished from ordinary text, and no real secret is that short. */
const minSecretLength = 8;

const redacted = "[redacted]";
const maxLineLength = 1000;

/** The forms of a secret to search for: as it is, decoded, and its three possible base64 forms. */
interface Secret {
  readonly forms: readonly string[];
}

/**
 * Removes secrets from everything that the emulator keeps and shows: the SecretKeys of its apps, and every UserSig, even of other
 * apps. It also finds them percent-encoded, with JSON or HTML escapes, in base64, and with one encoding inside another.
 */
export class Redactor {
  readonly #secretKeys: readonly Secret[];

  constructor(secretKeys: readonly string[]) {
    this.#secretKeys = secretsOf([...new Set(secretKeys)]);
  }

  /**
   * A copy of a JSON value, with every text replaced that contains a secret.
   * @param more further secrets
   */
  value(value: unknown, more: readonly string[] = []): unknown {
    return without([...this.#secretKeys, ...secretsOf(more)], value);
  }

  /**
   * A text for a log, an error or a path: one line, cut to a maximum length. Replaces only the path segments that contain a secret,
   * or the whole text if a secret spans several segments.
   */
  line(text: string): string {
    const parts = text.split("/").map((part) => (holdsSecret(part, this.#secretKeys) ? redacted : part));
    const line = parts.join("/");
    // Cut only now, because the search would not recognise half a UserSig.
    const shown = holdsSecret(line, this.#secretKeys) ? redacted : line;
    return printable(shown.length > maxLineLength ? `${shown.slice(0, maxLineLength)}…` : shown);
  }
}

function secretsOf(texts: readonly string[]): readonly Secret[] {
  return texts
    .filter((text) => text.length >= minSecretLength)
    .map((text) => ({
      forms: [text, plain(text), ...inBase64(text)].filter(({ length }) => length >= minSecretLength),
    }));
}

function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((position) => {
    const encoded = Buffer.from(" ".repeat(position) + text).toString("base64");
    // The characters at both ends also hold bits of the text around the secret.
    const own = encoded.replace(/=+$/, "").slice(position === 0 ? 0 : position + 1, -1);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function without(secrets: readonly Secret[], value: unknown): unknown {
  if (typeof value === "string") return holdsSecret(value, secrets) ? redacted : value;
  if (typeof value === "number") return holdsSecret(String(value), secrets) ? redacted : value;
  if (Array.isArray(value)) return value.map((each) => without(secrets, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [without(secrets, key), without(secrets, each)]),
  );
}

function holdsSecret(text: string, secrets: readonly Secret[]): boolean {
  if (text.length < minSecretLength) return false;
  const readable = plain(text);
  return (
    secrets.some(({ forms }) => forms.some((form) => text.includes(form) || readable.includes(form))) ||
    holdsUserSig(readable) ||
    base64In(readable).some((decoded) => holdsUserSig(plain(decoded)))
  );
}

const escapes: readonly { readonly of: RegExp; readonly read: (written: string) => string }[] = [
  // %25 is an encoded percent sign, which may belong to another percent-encoding.
  {
    of: /(?:%(?:25)*[\da-f]{2})+/gi,
    read: (run) => Buffer.from(run.replace(/%(?:25)*(?=[\da-f]{2})/gi, ""), "hex").toString("utf8"),
  },
  // JSON inside JSON doubles the backslashes at each level.
  { of: /\\+/g, read: () => "\\" },
  {
    of: /\\(?:u[\da-f]{4}|x[\da-f]{2})/gi,
    read: (written) => character(written.slice(2), 16),
  },
  { of: /\\[nrtfb]/g, read: () => " " },
  { of: /\\(?=["/])/g, read: () => "" },
  { of: /&#x0*[\da-f]{2};/gi, read: (written) => character(written.slice(-3, -1), 16) },
  { of: /&#0*\d{2,3};/g, read: (written) => character(written.replace(/\D/g, ""), 10) },
];

const maxEncodings = 8;

/** The text with its escapes decoded, and without white space and invisible characters that may split a secret. */
function plain(text: string): string {
  let readable = text;
  for (let round = 0; round < maxEncodings && /[%\\&]/.test(readable); round += 1) {
    const before = readable;
    for (const { of, read } of escapes) readable = readable.replace(of, read);
    if (readable === before) break;
  }
  return readable.replace(/[\s\p{Cc}\p{Cf}]/gu, "");
}

function character(digits: string, base: number): string {
  return String.fromCharCode(Number.parseInt(digits, base));
}

/** The decoded forms of the long runs of base64 letters in a text, from each of the four possible first letters. */
function base64In(text: string): string[] {
  const runs = text.match(/[\w+/-]{40,}/g) ?? [];
  return runs.flatMap((run) =>
    [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), "base64").toString("latin1")),
  );
}

/** How the base64 of zlib data begins, for each compression level. */
const zlibStart = /e(?:A[E-H]|F[4-7]|J[w-z]|N[o-r])/g;
const userSigLetters = /[A-Za-z0-9*_+/=-]+/y;
const maxAttempts = 50;
const maxUserSigLength = 4096;
const sharesToTry = [1, 0.9, 0.5];

/** Whether a text contains a UserSig, whole or cut: deflated JSON with a field `TLS.…`. Source: the official verifier. */
function holdsUserSig(text: string): boolean {
  let attempts = 0;
  for (const { index } of text.matchAll(zlibStart)) {
    attempts += 1;
    // An ordinary text has far fewer of these beginnings, so somebody tries to hide a UserSig among them.
    if (attempts > maxAttempts) return true;
    userSigLetters.lastIndex = index;
    const [candidate = ""] = userSigLetters.exec(text) ?? [];
    if (inflated(candidate.slice(0, maxUserSigLength)).includes("TLS.")) return true;
  }
  return false;
}

function inflated(candidate: string): string {
  const base64 = candidate.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  const bytes = Buffer.from(base64, "base64");
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 };
  for (const share of sharesToTry) {
    try {
      return inflateSync(bytes.subarray(0, bytes.length * share), options).toString("latin1");
    } catch {
      // A wrong letter spoils only the text after it, so try a shorter part.
    }
  }
  return "";
}
