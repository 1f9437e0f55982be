import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync, inflateSync } from "node:zlib";

/** A text that must not hold a secret, by a name that a failure can tell. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Where a secret lies. Never holds the secret itself: a failure is printed. */
export interface Leak {
  readonly name: string;
  /** Position in the text. */
  readonly at: number;
  /** What lies there, such as `a secret, URL-encoded`. */
  readonly what: string;
}

/** A part of a secret that is this long is as bad as the whole; a shorter one could be an ordinary word. */
const pieceLength = 12;

const goJson = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);

/** In base64 the same bytes look different at each of three positions; the characters on either end mix with others. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(" ".repeat(before) + secret)
      .toString("base64")
      .replace(/=+$/, "");
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** The ways in which programs write a text into another. */
const writings: readonly { readonly how: string; readonly of: (secret: string) => string[] }[] = [
  { how: "as it is", of: (secret) => [secret] },
  {
    how: "URL-encoded",
    of: (secret) => [encodeURIComponent(secret), String(new URLSearchParams({ "": secret })).slice(1)],
  },
  { how: "in JSON", of: (secret) => [JSON.stringify(secret).slice(1, -1), goJson(secret)] },
  { how: "in base64", of: inBase64 },
  {
    how: "in URL-safe base64",
    of: (secret) => inBase64(secret).map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  },
  { how: "in hexadecimal digits", of: (secret) => [Buffer.from(secret).toString("hex")] },
];

/** Escapes of URLs and of JSON, whatever they stand for. */
const escaped = /%([0-9a-f]{2})|\\+u([0-9a-f]{4})|\\+(["\\/])/gi;

/** The text without its escapes, nor those that come to light: a secret may be encoded twice. */
function resolved(text: string): string {
  const next = text.replace(escaped, (_, byte?: string, unit?: string, plain?: string) =>
    plain === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit ?? "", 16)) : plain,
  );
  return next === text ? text : resolved(next);
}

function piecesOf(text: string): string[] {
  const count = Math.max(1, text.length - pieceLength + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + pieceLength));
}

/** The first place of the secret, or of a piece of it. */
function placeOf(secret: string, text: string): Omit<Leak, "name"> | undefined {
  const pieces = new Map(
    writings.flatMap(({ how, of }) =>
      of(secret)
        .flatMap(piecesOf)
        .map((piece) => [piece, `a secret, ${how}`] as const),
    ),
  );
  const lengths = new Set([...pieces.keys()].map(({ length }) => length));
  for (let at = 0; at < text.length; at++) {
    for (const length of lengths) {
      const what = pieces.get(text.slice(at, at + length));
      if (what !== undefined) return { at, what };
    }
  }
  return undefined;
}

const userSigLike = /eJ[wxyz](?:[A-Za-z0-9*_-]|%(?:2A|2D|5F))+/gi;

/** The base64 of tls-sig-api-v2: `*`, `-` and `_` stand for `+`, `/` and `=`. Trailing text does no harm. */
function isUserSig(candidate: string): boolean {
  const base64 = decodeURIComponent(candidate).replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  try {
    // A UserSig that was cut off still tells what it holds: its beginning is inflated as far as it goes.
    const json = inflateSync(Buffer.from(base64, "base64"), { finishFlush: constants.Z_SYNC_FLUSH });
    return json.includes('"TLS.');
  } catch {
    return false;
  }
}

/**
 * Every place where a text holds a secret, whole or a piece of at least 12 characters, in any usual writing; and every
 * place where it holds a UserSig, whoever signed it, whole or cut off.
 */
export function leaksIn({ name, text }: NamedText, secrets: readonly string[]): Leak[] {
  const leaks: Leak[] = [];
  const plain = resolved(text);
  for (const secret of secrets) {
    if (secret.length < 4) throw new Error("Too short to be looked for: it would be found in any text.");
    const first = placeOf(secret, text) ?? (plain === text ? undefined : placeOf(secret, plain));
    if (first !== undefined) leaks.push({ name, ...first });
  }
  for (const match of text.matchAll(userSigLike)) {
    if (isUserSig(match[0])) leaks.push({ name, at: match.index, what: "a UserSig" });
  }
  return leaks;
}

function refuse(leaks: readonly Leak[]): void {
  if (leaks.length === 0) return;
  const places = leaks.map(({ name, at, what }) => `${name}, at character ${at}: ${what}`);
  throw new Error(`Secrets were written where they must not be:\n  ${places.join("\n  ")}`);
}

/** Fails when a text holds one of the secrets or any UserSig. The failure tells where, not what. */
export function assertNoSecrets(texts: Iterable<NamedText>, secrets: readonly string[]): void {
  refuse([...texts].flatMap((text) => leaksIn(text, secrets)));
}

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** A file's content as text, unpacked when it is gzip. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (bytes.subarray(0, 2).equals(gzipMagic) ? gunzipSync(bytes) : bytes).toString("utf8");
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .flatMap((entry) => filesUnder(join(path, entry.name)))
    .sort();
}

/**
 * The same for files, and for all files under folders, their names too. Fails when there is nothing to search, since a
 * search of nothing proves nothing.
 */
export function assertNoSecretsInFiles(paths: readonly string[], secrets: readonly string[]): void {
  const files = paths.flatMap(filesUnder);
  if (files.length === 0) throw new Error(`There is no file to search in ${paths.join(", ")}.`);
  refuse(files.flatMap((file) => leaksIn({ name: file, text: `${textOf(file)}\n${file}` }, secrets)));
}
