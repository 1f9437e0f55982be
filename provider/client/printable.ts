/**
 * Characters that do something to a terminal, a log or a program's text instead of standing in it: control characters (C0
 * and C1, so ESC, line feed and CSI, too), format characters (the overrides of writing direction, zero-width ones), line
 * and paragraph separators, and halves of a surrogate pair.
 */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Characters of a foreign text that a message quotes. */
const quotedLength = 300;

/**
 * The text with each {@link acting} character as an escape that JSON, JavaScript and YAML (in double quotes) read: a text
 * from `JSON.stringify` stays a string literal of the same value.
 */
export function escapeControls(text: string): string {
  return text.replace(acting, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(""),
  );
}

/**
 * A text that a stranger wrote (the service, a proxy, a file), as a message may quote it: no character of it acts, and
 * what is beyond 300 characters is left out, and counted.
 */
export function quotable(text: string): string {
  const left = text.length - quotedLength;
  const kept = escapeControls(left > 0 ? text.slice(0, quotedLength) : text);
  return left > 0 ? `${kept}… (${left} more characters)` : kept;
}

function escapeOf(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, "0")}`;
}
