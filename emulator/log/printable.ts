/** Characters that act on a terminal or a page: controls, format characters, line separators, lone surrogates. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Replaces each such character by a `\u` escape. A line of valid JSON stays valid JSON with the same value. */
export function printable(text: string): string {
  return text.replace(acting, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
