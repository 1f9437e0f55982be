/**
 * @typedef {object} Span A run of characters of one look.
 * @property {string} text
 * @property {string} look classes of the picture, separated by blanks
 */

const CHARACTER = { width: 8, height: 19 };
const MARGIN = { left: 20, top: 46, bottom: 18 };

/** In the order of their numbers, from 1. */
const COLOURS = ["", "red", "green", "yellow", "blue", "magenta", "cyan"];

/**
 * @param {string} code of a terminal: bold, dim, or a colour of 8, of 16 or of 256
 * @returns {string | undefined} nothing for one that changes nothing here
 */
function lookOf(code) {
  if (code === "1") return "bold";
  if (code === "2" || code === "90") return "dim";
  return COLOURS[Number(/^(?:3|9|38;5;)(\d+)$/.exec(code)?.[1]) % 8];
}

/**
 * The spans of a line with the codes of a terminal in it.
 *
 * @param {string} line
 * @returns {Span[]}
 */
export function spansOf(line) {
  const spans = [];
  /** @type {string[]} */
  let looks = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is how the codes begin
  for (const [, code = "", text = ""] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b]+)/g)) {
    if (text !== "") spans.push({ text, look: looks.join(" ") });
    else looks = Number(code) === 0 ? [] : [...looks, lookOf(code) ?? ""].filter(Boolean);
  }
  return spans;
}

/**
 * A picture of a terminal. It brings its own background, so that it reads on any page, and gives each line its width, so
 * that columns are columns whichever font for code there is.
 *
 * @param {string} title
 * @param {readonly string[]} lines with the codes of a terminal in them
 * @returns {string} SVG
 */
export function terminalPicture(title, lines) {
  const rows = lines.map(spansOf);
  const width = 2 * MARGIN.left + Math.max(...rows.map(lengthOf)) * CHARACTER.width;
  const height = MARGIN.top + rows.length * CHARACTER.height + MARGIN.bottom;
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
${rows.map(rowText).join("")}</svg>
`;
}

/** @param {readonly Span[]} spans */
function lengthOf(spans) {
  return spans.reduce((length, { text }) => length + text.length, 0);
}

/**
 * @param {readonly Span[]} spans
 * @param {number} row
 */
function rowText(spans, row) {
  if (spans.length === 0) return "";
  const y = MARGIN.top + (row + 0.7) * CHARACTER.height;
  const runs = spans.map(({ text, look }) =>
    look === "" ? escaped(text) : `<tspan class="${look}">${escaped(text)}</tspan>`,
  );
  const place = `x="${MARGIN.left}" y="${y.toFixed(1)}" textLength="${lengthOf(spans) * CHARACTER.width}"`;
  return `  <text ${place}>${runs.join("")}</text>\n`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
