import { catalogue } from "../../provider/client/catalogue";
import { faults } from "../../provider/client/faults";
import { pageTable } from "../lib/table.mjs";
import { commands, say } from "./client";

/** The answer to "sent again?" for each retry class. */
const CLASSES = {
  never: "no",
  pause: "yes, after a pause",
  slow: "yes, and all calls of that command slow down",
  serialise: "yes, after a pause",
  renew: "once, with a new UserSig",
};

/** The page docs/errors.md, generated from the client's own tables. */
export function errorsPage(): string {
  const codeRows = [...catalogue].map(([code, { meaning, retry, hint }]) => [
    String(code),
    meaning,
    CLASSES[retry],
    say(hint),
  ]);
  const faultRows = Object.values(faults).map(({ meaning, retry, mayHaveHappened, hint }) => [
    meaning,
    retry ? "yes, after a pause" : "no",
    mayHaveHappened ? "perhaps" : "no",
    say(hint),
  ]);
  return `# Errors

Every error names the command, the code with its meaning, the service's own message, what to do, the RequestId if the service
gives one, and the number of attempts. \`npm run docs\` makes this page from the client's own tables.

## Error codes of the service

${pageTable(["code", "meaning", "sent again?", "what to do"], codeRows)}

A call that gets any other code is not sent again, because this package does not know the code. See the service's own table of error
codes.

What to do about some codes depends on the command:

${pageTable(["code", "command", "what to do"], hintRows())}

## Faults on the way

The service's own answer did not arrive. If the service may have done the work anyway, the resource stays in the state, and the next
\`pulumi up\` asks again.

${pageTable(["what happened", "sent again?", "was the work done?", "what to do"], faultRows)}
`;
}

/** Commands that give the same hint share a row. */
function hintRows(): string[][] {
  const rows = new Map<string, { code: number; paths: string[]; hint: string }>();
  for (const { path, hints } of commands) {
    for (const [code, message] of hints) {
      const hint = say(message);
      const paths = rows.get(`${code} ${hint}`)?.paths ?? [];
      rows.set(`${code} ${hint}`, { code, paths: [...paths, `\`${path}\``], hint });
    }
  }
  return [...rows.values()]
    .sort((one, other) => one.code - other.code)
    .map(({ code, paths, hint }) => [String(code), paths.sort().join(", "), hint]);
}
