import { createRequire } from "node:module";
import { pageTable } from "../lib/table.mjs";

const load = createRequire(import.meta.url);

/** @typedef {import("../../emulator/http/fields.js").FieldShape} Shape */
/** @typedef {import("../../emulator/commands/command.js").Command} Command */
/** @typedef {import("../../emulator/commands/command.js").Choices} Choices */

/**
 * The tables that the emulator goes by, from their source: what they say for this page alone is left out of dist/.
 *
 * @returns {Parameters<typeof emulatorPage>}
 */
export function emulatorTables() {
  load("ts-node").register({ transpileOnly: true });
  const { services } = load("../../emulator/commands/index.ts");
  return [
    services,
    { ...load("../../emulator/http/every-command.ts"), ...load("../../emulator/model/errors.ts") },
  ];
}

/**
 * The page of all that the emulator answers, made of the tables that it goes by.
 *
 * @param {readonly import("../../emulator/commands/command.js").Service[]} services
 * @param {typeof import("../../emulator/http/every-command.js") & typeof import("../../emulator/model/errors.js")} common
 * @returns {string} Markdown
 */
export function emulatorPage(services, common) {
  const codes = common.everyCommandCodes.map((code) => [String(code), common.errorInfo[code] ?? ""]);
  return `# What the emulator answers

\`tencent-chat-emulator\` answers the commands below as their documents say. This page is made by \`npm run docs\` from the
tables that the emulator goes by: the fields that it checks, the limits that it keeps, the ErrorCodes that it gives, and what
it does where the documents leave a point open or contradict each other.

Every answer is HTTP 200 with \`ActionStatus\`, \`ErrorCode\` and \`ErrorInfo\`; those of rooms add \`RequestId\`, those of
\`sns\` and \`profile\` add \`ErrorDisplay\`. \`--plan\` decides which commands an app may call.

## Every command

${pageTable(["code", "when"], codes)}

${choicesTable(common.everyCommandChoices)}

${services.map(serviceSection).join("\n\n")}
`;
}

/** @param {import("../../emulator/commands/command.js").Service} service */
function serviceSection({ name, title, commands }) {
  const rows = Object.entries(commands).map(([command, row]) => [
    `[\`${command}\`](#${name}${command})`,
    row.document,
    String(row.callsPerSecond),
    row.plan ? `${row.plan.atLeast}, else ${row.plan.otherwise}` : "any",
    codesOf(row).join(" "),
  ]);
  return `## ${title}: \`${name}\`

${pageTable(["command", "document", "calls a second", "plan", "ErrorCodes of its own"], rows)}

${Object.entries(commands)
  .map(([command, row]) => commandSection(`${name}/${command}`, row))
  .join("\n\n")}`;
}

/**
 * @param {string} name
 * @param {Command} command
 */
function commandSection(name, { document, fields, errors, choices }) {
  const rows = fields.flatMap(([field, shape]) => fieldRows(field, shape));
  const errorRows = Object.entries(errors);
  return [
    `### ${name}\n\nDocument: "${document}".`,
    rows.length > 0
      ? pageTable(["field", "type", "required", "limits", "otherwise"], rows)
      : "It takes no fields.",
    ...(errorRows.length > 0 ? [pageTable(["code", "also when"], errorRows)] : []),
    ...(Object.keys(choices).length > 0 ? [choicesTable(choices)] : []),
  ].join("\n\n");
}

/**
 * @param {string} name
 * @param {Shape} shape
 * @returns {string[][]}
 */
function fieldRows(name, { type, isRequired, limits, codes, parts }) {
  const row = [`\`${name}\``, type, isRequired ? "yes" : "no", limits.join(", "), codes.join(" ")];
  return [row, ...parts.flatMap(([suffix, part]) => fieldRows(name + suffix, part))];
}

/** @param {Choices} choices */
function choicesTable(choices) {
  return pageTable(["left open by the documents", "here"], Object.entries(choices));
}

/**
 * Every ErrorCode of a command's own, in rising order.
 *
 * @param {Command} command
 */
function codesOf({ plan, fields, errors }) {
  const ofFields = fields.flatMap(([, shape]) => codesIn(shape));
  const ofRow = Object.keys(errors).map(Number);
  return [...new Set([...ofFields, ...ofRow, ...(plan ? [plan.otherwise] : [])])].sort((a, b) => a - b);
}

/**
 * @param {Shape} shape
 * @returns {number[]}
 */
function codesIn({ codes, parts }) {
  return [...codes, ...parts.flatMap(([, part]) => codesIn(part))];
}
