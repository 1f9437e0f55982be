import { escapeControls } from "../printable";

/** How many characters of a wrong value, or of a name, a message shows. */
const shownLength = 80;

/** About how many characters a list or an object adds to its text. */
const bracketsLength = 8;

/** How deep lists and objects may be nested. */
const deepest = 100;

/**
 * Whether a value's text has at most about this many characters. It looks at no more of the value, and does not recurse, since the
 * value may be huge or deep.
 */
export function isShort(value: unknown, length = 1000): boolean {
  let left = length;
  const open = [value];
  while (open.length > 0 && left >= 0) {
    const each = open.pop();
    if (typeof each !== "object" || each === null) left -= String(each).length;
    else {
      left -= bracketsLength;
      for (const key in each) {
        left -= Array.isArray(each) ? 1 : key.length + 1;
        if (left < 0) return false;
        open.push((each as Record<string, unknown>)[key]);
      }
    }
  }
  return left >= 0;
}

/** Whether lists and objects are nested more than 100 deep. */
export function isDeep(value: unknown): boolean {
  const open: (readonly [unknown, number])[] = [[value, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [each, depth] = next;
    if (typeof each !== "object" || each === null) continue;
    if (depth >= deepest) return true;
    for (const inner of Object.values(each)) open.push([inner, depth + 1]);
  }
  return false;
}

/** A wrong value for a message: shortened, and without characters that act on a terminal. */
export function shown(value: unknown): string {
  if (typeof value === "string") return cut(JSON.stringify(value.slice(0, shownLength + 1)));
  if (isShort(value)) return cut(JSON.stringify(value) ?? String(value));
  return Array.isArray(value)
    ? `[... ${value.length} elements]`
    : `{... ${Object.keys(value as object).length} properties}`;
}

function cut(text: string): string {
  return escapeControls(text.length > shownLength ? `${text.slice(0, shownLength - 3)}...` : text);
}

/** The type of a value, with its article: `a list`, `an object`. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const type = Array.isArray(value) ? "list" : typeof value;
  return type === "object" ? "an object" : `a ${type}`;
}
