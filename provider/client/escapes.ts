/**
 * Escapes of a URL (`%61`, encoded again `%2561`), of JSON (`\u0061`, `\"`, in JSON in JSON with more backslashes) and of
 * HTML (`&#97;`). Every repetition has a bound. Without one, a text of backslashes would take quadratic time.
 */
const escaped =
  /%(?:25){0,8}([0-9a-f]{2})|\\{1,8}(?:u([0-9a-f]{4})|(["\\/]))|&#(?:x([0-9a-f]{1,4})|([0-9]{1,5}));/gi;

/** Escapes are nested only a few levels deep. */
const mostRounds = 3;

/** A text with its escapes resolved. */
export interface Resolved {
  readonly plain: string;
  /** The position in the escaped text for a position in `plain`. */
  readonly startOf: (at: number) => number;
}

/** From position `at` of the plain text, characters stand `by` places later in the escaped text. */
interface Shift {
  readonly at: number;
  readonly by: number;
}

/**
 * Resolves the escapes of a text, then those of the result, and so on. Returns each result; none if the text has no escapes.
 */
export function resolveEscapes(text: string): Resolved[] {
  const all: Resolved[] = [];
  let last: Resolved = { plain: text, startOf: (at) => at };
  for (let round = 0; round < mostRounds; round++) {
    const next = resolveOnce(last.plain);
    if (next === undefined) break;
    const { startOf } = last;
    last = { plain: next.plain, startOf: (at) => startOf(next.startOf(at)) };
    all.push(last);
  }
  return all;
}

function resolveOnce(text: string): Resolved | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  const shifts: Shift[] = [];
  let by = 0;
  const plain = text.replace(
    escaped,
    (
      sequence: string,
      byte?: string,
      unit?: string,
      itself?: string,
      hex?: string,
      decimal?: string,
      position = 0,
    ) => {
      const at = position - by + 1;
      by += sequence.length - 1;
      shifts.push({ at, by });
      if (itself !== undefined) return itself;
      const code = decimal ?? Number.parseInt(byte ?? unit ?? hex ?? "", 16);
      return String.fromCharCode(Number(code));
    },
  );
  return shifts.length === 0 ? undefined : { plain, startOf: (at) => at + shiftAt(shifts, at) };
}

/** The shift in effect at this position: the last one at or before it. */
function shiftAt(shifts: readonly Shift[], at: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.by ?? 0;
}
