const CHARACTER = { width: 8, height: 19 };
const MARGIN = { left: 20, top: 46, bottom: 18 };

/** The lines to show: headings, the count of resources, and resources, each with its operation, type and name. */
const SHOWN = /^(?:(Previewing|Updating|Resources:)| {4}\+| \+ +(\S+ \S+) )/;

/**
 * A picture of `pulumi up` in a terminal. It has its own background, so that it is readable on any page, and a fixed width for each
 * line, so that columns are aligned in any monospaced font.
 *
 * @param output without colours
 * @returns SVG
 */
export function pictureOfUp(output: string): string {
  const lines = ["$ pulumi up --yes", ...inTheEnd(output.split("\n"))];
  const width = 2 * MARGIN.left + Math.max(...lines.map(({ length }) => length)) * CHARACTER.width;
  const height = MARGIN.top + lines.length * CHARACTER.height + MARGIN.bottom;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">What pulumi up prints</title>
  <style>
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #e6edf3; white-space: pre; }
    .heading { font-weight: 700; fill: #d2a8ff; }
    .done { fill: #3fb950; }
  </style>
  <rect width="${width}" height="${height}" rx="10" fill="#0d1117" stroke="#3d444d" />
  <circle cx="22" cy="20" r="6" fill="#ff7b72" /><circle cx="42" cy="20" r="6" fill="#d29922" /><circle cx="62" cy="20" r="6" fill="#3fb950" />
${lines.map(rowOf).join("")}</svg>
`;
}

function rowOf(line: string, row: number): string {
  if (line === "") return "";
  const y = MARGIN.top + (row + 0.7) * CHARACTER.height;
  const text = line
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/^(\$|Previewing|Updating|Resources).*/, '<tspan class="heading">$&</tspan>')
    .replaceAll(/(?<=^ +)\+( \d.*)?| created?( \([\d.]+s\))?/g, '<tspan class="done">$&</tspan>');
  return `  <text x="${MARGIN.left}" y="${y.toFixed(1)}" textLength="${line.length * CHARACTER.width}">${text}</text>\n`;
}

/** The final lines, as on a terminal: one line for each resource, and an empty line before each heading. */
function inTheEnd(lines: readonly string[]): string[] {
  const shown = new Map<string, string>();
  let section = "";
  for (const line of lines) {
    const [match, heading, resource] = SHOWN.exec(line) ?? [];
    if (match === undefined) continue;
    if (heading !== undefined) {
      section = `${shown.size} ${heading}`;
      shown.set(`before ${section}`, "");
    }
    // Without a terminal, Pulumi prints no "created" for a component.
    const ended = line.trimEnd().replace(/ creating \(\d+s\)/, " created");
    shown.set(`${section} ${resource ?? shown.size}`, ended);
  }
  return [...shown.values()];
}
