/**
 * Characters that act on a terminal, a log or a program's source: control characters (C0 and C1, and so ESC, line feed and CSI),
 * format characters (overrides of the writing direction, zero-width characters), line and paragraph separators, and halves of a
 * surrogate pair.
 */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The most characters of a foreign text that a message quotes. */
const quotedLength = 300;

/**
 * Replaces each {@link acting} character by an escape that JSON, JavaScript and YAML (in double quotes) understand. So a text from
 * `JSON.stringify` stays a string literal with the same value.
 */
export function escapeControls(text: string): string {
  return text.replace(acting, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(""),
  );
}

/**
 * Makes foreign text (from the service, a proxy or a file) safe to quote in a message: escapes the acting characters, shortens the
 * text to 300 characters, and says how many it left out.
 */
export function quotable(text: string): string {
  const left = text.length - quotedLength;
  const kept = escapeControls(left > 0 ? text.slice(0, quotedLength) : text);
  return left > 0 ? `${kept}… (${left} more characters)` : kept;
}

function escapeOf(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, "0")}`;
}
