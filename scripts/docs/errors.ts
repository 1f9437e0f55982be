import { catalogue } from "../../provider/client/catalogue";
import { faults } from "../../provider/client/faults";
import { pageTable } from "../lib/table.mjs";
import { commands, say } from "./client";

/** What each class means for the reader of the page. */
const CLASSES = {
  never: "no",
  pause: "yes, after a pause",
  slow: "yes, and all calls of that command slow down",
  serialise: "yes, after a pause",
  renew: "once, with a new UserSig",
};

/** The page of all errors, made of the tables that the client itself goes by. */
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

Every error names the command, the code and what it means, what the service says, what to do, the RequestId where the
service gives one, and the number of attempts. This page is made by \`npm run docs\` from the tables that the client goes by.

## Error codes of the service

${pageTable(["code", "meaning", "sent again?", "what to do"], codeRows)}

Any other code is not sent again: nothing is known of it. See the service's own table of error codes.

What to do about these codes depends on the command. For those that are named here it is:

${pageTable(["code", "command", "what to do"], hintRows())}

## Faults on the way

No answer of the service's own came. Where the work may have been done all the same, the resource is kept in the state,
and the next \`pulumi up\` asks again.

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
