import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { load } from "./support/scripts";

interface Shell {
  quote(value: string): string;
  exportLines(variables: Record<string, string>, folders: string[]): string;
}

const sh = (script: string, env: NodeJS.ProcessEnv = {}) =>
  execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH: "/usr/bin:/bin", ...env } });

describe("The lines that a shell evaluates", () => {
  let shell: Shell;
  before(async function () {
    if (process.platform === "win32") this.skip();
    shell = await load<Shell>("lib/shell.mjs");
  });

  it("give back any text as it was", () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(sh(`printf %s ${shell.quote(value)}`), value);
      }),
      { numRuns: 50 },
    );
  });

  it("set each variable, and run nothing that stands in a value", () => {
    const nasty = "a'b\"c $(echo run) `echo run` \\ ; echo run\nnext line";
    const lines = shell.exportLines({ FIRST: nasty, SECOND: "" }, []);
    assert.equal(sh(`${lines}printf '%s|%s' "$FIRST" "\${SECOND-unset}"`), `${nasty}|`);
  });

  it("put folders before the PATH of the shell that evaluates them", () => {
    const lines = shell.exportLines({}, ["/one folder", "/it's"]);
    assert.equal(
      sh(`${lines}/usr/bin/printf %s "$PATH"`, { PATH: "/users:/own" }),
      "/one folder:/it's:/users:/own",
    );
  });

  it("leave PATH alone when there is no folder to put", () => {
    assert.equal(shell.exportLines({ A: "b" }, []), "export A='b'\n");
  });
});
