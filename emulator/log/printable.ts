/** Characters that a terminal or a page obeys instead of showing: controls, format characters, line separators, half surrogates. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with a `\u` escape for each character that would act: what is valid JSON in one line stays so, with its value. */
export function printable(text: string): string {
  return text.replace(acting, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
