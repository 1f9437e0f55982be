import { resolveEscapes } from "./escapes";

/** Shorter pieces of a secret are not searched for, since they would match ordinary words. */
const pieceLength = 12;
export const mask = "[secret]";

/** Anything that looks like a UserSig (zlib in the URL-safe base64 of tls-sig-api-v2), even one that somebody else signed. */
const userSigLike = /eJ[wxyz][A-Za-z0-9*_-]{24,}/g;
const userSigParameter = /(usersig=)[^&\s"'<>]*/gi;

/** How many characters are looked up together: a gram. */
const gramLength = 4;
/** Looking up a gram at every `stride`-th position finds each piece. */
const stride = pieceLength - gramLength + 1;
/** Two grams may share an entry of the table. A comparison with the writing then decides. */
const entries = 2 ** 16;

/** Where a gram stands in a writing of a secret. */
interface Occurrence {
  readonly writing: string;
  readonly at: number;
}

/** Positions from one up to another. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function entryOf(text: string, at: number): number {
  let entry = 0;
  for (let position = at; position < at + gramLength; position++)
    entry = (entry * 33 + text.charCodeAt(position)) & 0xffff;
  return entry;
}

/** In base64, the same bytes look different at each of three offsets. The characters at both ends also depend on the neighbours. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** The forms of a secret in a text whose escapes are resolved. */
function writingsOf(secret: string): Set<string> {
  const bytes = Buffer.from(secret);
  const base64 = inBase64(bytes);
  const hex = bytes.toString("hex");
  return new Set([
    secret,
    // If the text is cut off, these may be too short for a piece once their escapes are resolved.
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    // Resolving percent escapes yields single bytes, and HTML forms encode a space as a plus.
    bytes.toString("latin1"),
    bytes.toString("latin1").replaceAll(" ", "+"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    hex,
    hex.toUpperCase(),
  ]);
}

/**
 * Masks secrets in any text: the whole secret or any piece of at least 12 characters; percent-encoded, escaped as in JSON, both,
 * or several times; in base64 or in hexadecimal digits.
 *
 * Foreign texts (a server's ErrorInfo, an error of the HTTP library that contains the URL) may repeat what was sent. So it is not
 * enough to keep secrets out of this package's own texts.
 */
export class Redactor {
  readonly #occurrences = new Map<number, Occurrence[]>();
  readonly #isEntry = new Uint8Array(entries);
  /** Secrets shorter than a piece. */
  readonly #short = new Set<string>();

  add(secret: string): void {
    if (secret === "") return;
    if (secret.length < pieceLength) this.#short.add(secret).add(encodeURIComponent(secret));
    for (const writing of writingsOf(secret)) {
      if (writing.length < pieceLength) continue;
      for (let at = 0; at + gramLength <= writing.length; at++) {
        const entry = entryOf(writing, at);
        const known = this.#occurrences.get(entry);
        if (known === undefined) this.#occurrences.set(entry, [{ writing, at }]);
        else known.push({ writing, at });
        this.#isEntry[entry] = 1;
      }
    }
  }

  /**
   * Parses a service's JSON answer and masks every secret in its texts.
   *
   * It masks secrets in the parsed value (also in names of fields and in numbers), not in the JSON text. In the text, a secret could
   * hide behind escapes (`\u0061`), and a mask in the middle of an escape or a number, or across two texts, would change the answer.
   * A fast search of the text comes first all the same: nearly always it finds neither a secret nor an escape, and then the value
   * needs no search.
   *
   * It masks only certain secrets. A text that merely looks like one, or a SecretKey of fewer than 12 characters, may be the name
   * of an account.
   *
   * @throws SyntaxError, RangeError if the text is no JSON, or is nested too deep
   */
  parse(json: string): { readonly value: unknown; readonly isMasked: boolean } {
    const value: unknown = JSON.parse(json);
    if (!json.includes("\\") && this.#rangesIn(json).length === 0) return { value, isMasked: false };
    let isMasked = false;
    const masked = (text: string): string => {
      const safe = this.#mask(text);
      isMasked ||= safe !== text;
      return safe;
    };
    const walk = (part: unknown): unknown => {
      if (typeof part === "string") return masked(part);
      if (typeof part === "number") return masked(String(part)) === String(part) ? part : mask;
      if (Array.isArray(part)) return part.map(walk);
      if (typeof part !== "object" || part === null) return part;
      return Object.fromEntries(Object.entries(part).map(([name, each]) => [masked(name), walk(each)]));
    };
    return { value: walk(value), isMasked };
  }

  /** The text without secrets, and without anything that looks like a secret. */
  redact(text: string): string {
    let out = this.#mask(text);
    for (const secret of this.#short) out = out.replaceAll(secret, mask);
    return out.replace(userSigParameter, `$1${mask}`).replace(userSigLike, mask);
  }

  #mask(text: string): string {
    const ranges = this.#rangesIn(text).sort((one, other) => one.from - other.from);
    if (ranges.length === 0) return text;
    let out = "";
    let shown = 0;
    for (const { from, to } of ranges) {
      if (from > shown || shown === 0) out += `${text.slice(shown, from)}${mask}`;
      shown = Math.max(shown, to);
    }
    return out + text.slice(shown);
  }

  /** The positions of secrets in a text, as it is and with its escapes resolved. */
  #rangesIn(text: string): Range[] {
    if (text.length < pieceLength) return [];
    const ranges = this.#piecesIn(text);
    for (const { plain, startOf } of resolveEscapes(text)) {
      for (const { from, to } of this.#piecesIn(plain)) ranges.push({ from: startOf(from), to: startOf(to) });
    }
    return ranges;
  }

  #piecesIn(text: string): Range[] {
    const ranges: Range[] = [];
    for (let at = 0; at + gramLength <= text.length; at += stride) {
      const entry = entryOf(text, at);
      if (this.#isEntry[entry] === 0) continue;
      for (const occurrence of this.#occurrences.get(entry) ?? []) {
        const range = commonAround(text, at, occurrence);
        if (range.to - range.from >= pieceLength) ranges.push(range);
      }
    }
    return ranges;
  }
}

/** The longest part of the text around this position that is also in the writing. */
function commonAround(text: string, position: number, { writing, at }: Occurrence): Range {
  let before = 0;
  while (isCommon(text, position - before - 1, writing, at - before - 1)) before++;
  let after = 0;
  while (isCommon(text, position + after, writing, at + after)) after++;
  return { from: position - before, to: position + after };
}

function isCommon(text: string, position: number, writing: string, at: number): boolean {
  return (
    position >= 0 &&
    at >= 0 &&
    position < text.length &&
    at < writing.length &&
    text[position] === writing[at]
  );
}
