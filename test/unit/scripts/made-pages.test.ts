import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/**
 * In a process of its own: a test gets the emulator from dist/, where the rows do not have what is for its page alone. The
 * process runs the source, which is not what the coverage is of.
 */
const making = `
  require("ts-node").register({ transpileOnly: true });
  const { makePages } = require("./scripts/docs/pages");
  makePages().then((pages) => process.stdout.write(JSON.stringify(pages)));
`;

describe("the pages that are made of the code; `npm run docs` writes them anew", function () {
  // typedoc compiles the package.
  this.timeout(120_000);
  let pages: Readonly<Record<string, string>>;

  before(() => {
    const env = { ...process.env, NODE_V8_COVERAGE: undefined };
    const made = execFileSync(process.execPath, ["--eval", making], { cwd: root, env });
    pages = JSON.parse(String(made)) as typeof pages;
  });

  for (const [what, path] of [
    ["the errors", /^docs\/errors\.md$/],
    ["the commands of the emulator", /^docs\/emulator\.md$/],
    ["the public API", /^docs\/reference\//],
    ["the tables of each resource", /^docs\/resources\//],
    ["the schema of the native provider", /^provider\/plugin\/schema\.json$/],
  ] as const) {
    it(`have ${what} as the code has them`, () => {
      const made = Object.entries(pages).filter(([name]) => path.test(name));
      assert.ok(made.length > 0);
      for (const [name, page] of made) assert.equal(readFileSync(join(root, name), "utf8"), page, name);
    });
  }

  for (const folder of ["docs/reference", "docs/resources"]) {
    it(`are all that is in ${folder}`, () => {
      const made = Object.keys(pages).filter((name) => name.startsWith(`${folder}/`));
      const there = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
      assert.deepEqual(there.sort(), made.sort());
    });
  }
});
