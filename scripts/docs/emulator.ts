import type { Choices, Command, Service } from "../../emulator/commands/command";
import { services } from "../../emulator/commands/index";
import { everyCommandChoices, everyCommandCodes } from "../../emulator/http/every-command";
import type { FieldShape } from "../../emulator/http/fields";
import { errorInfo } from "../../emulator/model/errors";
import { pageTable } from "../lib/table.mjs";

/** The page docs/emulator.md, generated from the emulator's own tables. */
export function emulatorPage(): string {
  const codes = everyCommandCodes.map((code) => [String(code), errorInfo[code] ?? ""]);
  return `# What the emulator answers

\`tencent-chat-emulator\` answers the commands below as their documents say. \`npm run docs\` makes this page from the emulator's own
tables: the fields that it checks, the limits, the ErrorCodes, and what it does where the documents leave a point open or contradict
each other.

Every answer is HTTP 200 with \`ActionStatus\`, \`ErrorCode\` and \`ErrorInfo\`; answers about rooms add \`RequestId\`, answers of
\`sns\` and \`profile\` add \`ErrorDisplay\`. \`--plan\` decides which commands an app may call.

## Every command

${pageTable(["code", "when"], codes)}

${choicesTable(everyCommandChoices)}

${services.map(serviceSection).join("\n\n")}
`;
}

function serviceSection({ name, title, commands }: Service): string {
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

function commandSection(name: string, { document, fields, errors, choices }: Command): string {
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

function fieldRows(name: string, { type, isRequired, limits, codes, parts }: FieldShape): string[][] {
  const row = [`\`${name}\``, type, isRequired ? "yes" : "no", limits.join(", "), codes.join(" ")];
  return [row, ...parts.flatMap(([suffix, part]) => fieldRows(name + suffix, part))];
}

function choicesTable(choices: Choices): string {
  return pageTable(["left open by the documents", "here"], Object.entries(choices));
}

/** The ErrorCodes of a command that are not those of every command, in ascending order. */
function codesOf({ plan, fields, errors }: Command): number[] {
  const ofFields = fields.flatMap(([, shape]) => codesIn(shape));
  const ofRow = Object.keys(errors).map(Number);
  return [...new Set([...ofFields, ...ofRow, ...(plan ? [plan.otherwise] : [])])].sort((a, b) => a - b);
}

function codesIn({ codes, parts }: FieldShape): number[] {
  return [...codes, ...parts.flatMap(([, part]) => codesIn(part))];
}
