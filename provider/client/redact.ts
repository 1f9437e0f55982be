/** Shorter pieces of a secret than this are not looked for: they would hit ordinary words. */
const pieceLength = 12;
const mask = "[secret]";

/** Anything that looks like a UserSig (zlib in the URL-safe base64 of tls-sig-api-v2), whoever signed it. */
const userSigLike = /eJ[wxyz][A-Za-z0-9*_-]{24,}/g;
const userSigParameter = /(usersig=)[^&\s"'<>]*/gi;

function piecesOf(secret: string): string[] {
  const count = Math.max(1, secret.length - pieceLength + 1);
  return Array.from({ length: count }, (_, at) => secret.slice(at, at + pieceLength));
}

/**
 * Takes secrets out of any text: whole, URL-encoded, or cut to pieces of at least 12 characters.
 *
 * Texts that others wrote (a server's ErrorInfo, an error of the HTTP library with the URL in it) may hold parts of
 * what was sent, so knowing where secrets are put is not enough.
 */
export class Redactor {
  readonly #pieces = new Set<string>();
  readonly #lengths = new Set<number>();

  add(secret: string): void {
    for (const form of [secret, encodeURIComponent(secret)]) {
      for (const piece of piecesOf(form)) {
        this.#pieces.add(piece);
        this.#lengths.add(piece.length);
      }
    }
  }

  redact(text: string): string {
    const hidden = this.#hiddenPlaces(text);
    let out = "";
    for (let at = 0; at < text.length; at++) {
      if (!hidden.has(at)) out += text[at];
      else if (!hidden.has(at - 1)) out += mask;
    }
    return out.replace(userSigParameter, `$1${mask}`).replace(userSigLike, mask);
  }

  #hiddenPlaces(text: string): Set<number> {
    const hidden = new Set<number>();
    for (const length of this.#lengths) {
      for (let at = 0; at + length <= text.length; at++) {
        if (!this.#pieces.has(text.slice(at, at + length))) continue;
        for (let place = at; place < at + length; place++) hidden.add(place);
      }
    }
    return hidden;
  }
}
