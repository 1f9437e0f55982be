/**
 * @typedef {object} Span A run of characters of one look.
 * @property {string} text
 * @property {number} column of its first character, from 0
 * @property {string} look classes of the picture, separated by blanks
 */

const CHARACTER = { width: 8, height: 19 };
const MARGIN = { left: 20, top: 46, bottom: 18 };

/** What the codes of a terminal look like. A code that is not here changes nothing. */
const LOOKS = new Map([
  ["1", "bold"],
  ["2", "dim"],
  ["31", "red"],
  ["32", "green"],
  ["33", "yellow"],
  ["34", "blue"],
  ["35", "magenta"],
  ["36", "cyan"],
  ["90", "dim"],
  ["91", "red"],
  ["92", "green"],
  ["93", "yellow"],
  ["94", "blue"],
  ["95", "magenta"],
  ["96", "cyan"],
  // The engine's own choice of 256 colours.
  ["38;5;1", "red"],
  ["38;5;2", "green"],
  ["38;5;3", "yellow"],
  ["38;5;4", "blue"],
  ["38;5;5", "magenta"],
  ["38;5;6", "cyan"],
  ["38;5;13", "magenta"],
]);

/**
 * The spans of a line with the codes of a terminal in it.
 *
 * @param {string} line
 * @returns {Span[]}
 */
export function spansOf(line) {
  /** @type {Span[]} */
  const spans = [];
  let column = 0;
  /** @type {Set<string>} */
  let looks = new Set();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is how the codes begin
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const code = part.startsWith("\u001b[") ? part.slice(2, -1) : undefined;
    if (code === undefined) {
      const text = part.trimStart();
      if (text !== "")
        spans.push({ text, column: column + part.length - text.length, look: [...looks].join(" ") });
      column += part.length;
    } else if (code === "" || code === "0") looks = new Set();
    else {
      const look = LOOKS.get(code);
      if (look !== undefined) looks.add(look);
    }
  }
  return spans;
}

/**
 * A picture of a terminal. It brings its own background, so that it reads on any page, and gives each run of characters its
 * width, so that columns are columns in any font.
 *
 * @param {string} title
 * @param {readonly string[]} lines with the codes of a terminal in them
 * @returns {string} SVG
 */
export function terminalPicture(title, lines) {
  const rows = lines.map(spansOf);
  const columns = Math.max(...rows.flat().map(({ text, column }) => column + text.length));
  const width = 2 * MARGIN.left + columns * CHARACTER.width;
  const height = MARGIN.top + rows.length * CHARACTER.height + MARGIN.bottom;
  const texts = rows.flatMap((spans, row) => spans.map((span) => spanText(span, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">${escaped(title)}</title>
  <style>
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #e6edf3; white-space: pre; }
    .bold { font-weight: 700; }
    .dim { fill: #9198a1; }
    .red { fill: #ff7b72; }
    .green { fill: #3fb950; }
    .yellow { fill: #d29922; }
    .blue { fill: #79c0ff; }
    .magenta { fill: #d2a8ff; }
    .cyan { fill: #56d4dd; }
  </style>
  <rect width="${width}" height="${height}" rx="10" fill="#0d1117" stroke="#3d444d" />
  <circle cx="22" cy="20" r="6" fill="#ff7b72" /><circle cx="42" cy="20" r="6" fill="#d29922" /><circle cx="62" cy="20" r="6" fill="#3fb950" />
${texts.join("\n")}
</svg>
`;
}

/**
 * @param {Span} span
 * @param {number} row
 */
function spanText({ text, column, look }, row) {
  const x = MARGIN.left + column * CHARACTER.width;
  const y = MARGIN.top + (row + 0.7) * CHARACTER.height;
  const shown = text.trimEnd();
  const place = `x="${x}" y="${y.toFixed(1)}" textLength="${shown.length * CHARACTER.width}"`;
  return `  <text ${place}${look === "" ? "" : ` class="${look}"`}>${escaped(shown)}</text>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
