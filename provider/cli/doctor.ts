import { Client } from "../client/client";
import { escapeControls } from "../printable";
import type { Target } from "./arguments";
import { configurationOf, stackKeys } from "./configured";
import type { Check, Finding } from "./finding";
import { accessIn, type Machine, machineChecks } from "./machine-checks";
import { askForAdmission, type Service, serviceChecks } from "./service-checks";

interface Report {
  readonly isWell: boolean;
  readonly text: string;
}

/** One repetition tells a passing fault from a lasting one; more would keep a person waiting. */
const maxAttempts = 2;

const labels: Readonly<Record<Finding["verdict"], string>> = {
  ok: "ok",
  wrong: "WRONG",
  note: "note",
  skipped: "-",
};
const labelColumn = 8;
const nameColumn = 25;

/** One line for what was found and one for what to do, even where a text of the service or of a file has line breaks. */
function linesOf(name: string, finding: Finding): string {
  const lines = [`${labels[finding.verdict].padEnd(labelColumn)}${name.padEnd(nameColumn)}${finding.told}`];
  if ("remedy" in finding) lines.push(`${" ".repeat(labelColumn)}→ ${finding.remedy}`);
  return lines.map((line) => `${escapeControls(line)}\n`).join("");
}

async function examine<Examined>(
  checks: readonly Check<Examined>[],
  examined: Examined,
): Promise<{ readonly name: string; readonly finding: Finding }[]> {
  const found: { name: string; finding: Finding }[] = [];
  // One after the other, so that the calls do not use up the app's rate at once.
  for (const { name, run } of checks) found.push({ name, finding: await run(examined) });
  return found;
}

async function serviceOf({ access, target: { app } }: Machine): Promise<Service> {
  if (access.obstacle !== undefined) return { app, obstacle: access.obstacle };
  const { options } = access;
  const client = new Client({ ...options, maxAttempts });
  return {
    app,
    client,
    baseUrl: options.baseUrl,
    admission: await askForAdmission(client, options.identifier),
  };
}

/** Looks at the machine, the configuration and the service, and says of each what is wrong and what to do. */
export async function doctor(
  target: Target,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Report> {
  const keys = await stackKeys(target, folder);
  const configuration = configurationOf(keys, target.app, environment);
  const machine = { target, folder, keys, configuration, access: accessIn({ keys, configuration }) };
  const found = [
    ...(await examine(machineChecks, machine)),
    ...(await examine(serviceChecks, await serviceOf(machine))),
  ];
  const count = found.filter(({ finding }) => finding.verdict === "wrong").length;
  const end =
    count === 0 ? "Nothing is wrong." : `${count} of ${found.length} checks found something to mend.`;
  return {
    isWell: count === 0,
    text: `${found.map(({ name, finding }) => linesOf(name, finding)).join("")}\n${end}\n`,
  };
}
