import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import {
  commandsOf,
  inScratch,
  problemsOfWorkflow,
  repository,
  textOf,
  unpinnedActionsIn,
  unsafeStepsOf,
  type Workflow,
  yamlOf,
} from "./support";

const folder = ".github/workflows";
const files = readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`);
const workflow = (name: string): Workflow => yamlOf(`${folder}/${name}.yml`) as Workflow;

describe("The workflows of this repository", () => {
  for (const file of files) {
    it(`are what GitHub takes: ${file}`, () => {
      assert.deepEqual(problemsOfWorkflow(textOf(file)), []);
    });

    it(`may do nothing that they do not say: ${file}`, () => {
      assert.deepEqual((yamlOf(file) as Workflow).permissions, { contents: "read" });
    });

    it(`run no code of a package where they may write: ${file}`, () => {
      assert.deepEqual(unsafeStepsOf(yamlOf(file) as Workflow), []);
    });
  }

  for (const file of [...files, "examples/pipelines/github/chat-robots.yml"]) {
    it(`use actions by their commits, with the version beside it: ${file}`, () => {
      assert.deepEqual(unpinnedActionsIn(textOf(file)), []);
    });
  }

  it("would not be taken with a key that does not exist, or after a job that does not", () => {
    const ci = textOf(`${folder}/ci.yml`);
    for (const wrong of [
      ci.replace("runs-on:", "run-on:"),
      ci.replace("runs-on:", "needs: build\n    runs-on:"),
    ]) {
      assert.notDeepEqual(problemsOfWorkflow(wrong), [], wrong);
    }
  });

  for (const action of [
    "actions/checkout@v4",
    "actions/checkout@main",
    "actions/checkout@de0fac2 # v6.0.2",
    "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd",
    "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # newest",
    '"actions/checkout@v4"',
    "docker://node:24",
  ]) {
    it(`would not be let through with ${action}`, () => {
      assert.equal(unpinnedActionsIn(`    steps:\n      - uses: ${action}\n`).length, 1);
      assert.equal(unpinnedActionsIn(`jobs:\n  a: { uses: ${action}\n  }\n`).length, 1);
    });
  }

  for (const [rights, step] of [
    ["id-token: write", "run: npm ci"],
    ["id-token: write", "run: npx something"],
    ["id-token: write", "run: .ci/run"],
    ["id-token: write", "run: npm publish"],
    ["id-token: write", "run: npm ci && npm publish ./x.tgz"],
    ["contents: write", "run: npm test"],
    ["contents: write", "run: node scripts/build.mjs"],
    ["packages: write", "uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd"],
  ]) {
    it(`would not be let through with ${rights} and ${step}`, () => {
      const job = `jobs: { a: { steps: [{ ${step} }] } }`;
      const ofJob = job.replace("steps", `permissions: { ${rights} }, steps`);
      for (const text of [
        `permissions: { ${rights} }\n${job}`,
        `permissions: write-all\n${job}`,
        `permissions: {}\n${ofJob}`,
      ]) {
        assert.equal(unsafeStepsOf(parse(text) as Workflow).length, 1, text);
      }
      assert.deepEqual(unsafeStepsOf(parse(`permissions: { contents: read }\n${job}`) as Workflow), []);
    });
  }

  it("check format, lint and types before any test begins", () => {
    const { static: first, ...others } = workflow("ci").jobs;
    assert.ok(first);
    for (const command of ["npm run check", "npm run types"]) assert.ok(commandsOf(first).includes(command));
    for (const { needs } of Object.values(others)) assert.equal(needs, "static");
  });

  it("test each supported Node.js with the oldest supported engine and the newest", () => {
    const { engines, peerDependencies } = JSON.parse(textOf("package.json"));
    const { node = [], pulumi = [] } = workflow("ci").jobs.test?.strategy?.matrix ?? {};
    assert.deepEqual(node, [20, 22, 24]);
    assert.ok(engines.node.startsWith(`>=${node[0]}.`));
    assert.deepEqual(pulumi, ["3.216.0", "latest"]);
    assert.ok(
      `${peerDependencies["@pulumi/pulumi"]}`.startsWith(`>=${String(pulumi[0]).replace(/\.0$/, "")} `),
    );
    // What a contributor runs by default is the oldest: a newer one would take what the oldest does not.
    assert.equal(textOf(".node-version").trim(), String(node[0]));
  });

  it("test what needs no engine on Windows and on macOS", () => {
    const job = workflow("ci").jobs.system ?? assert.fail("there is no job system");
    assert.equal(job["runs-on"], `\${{ matrix.system }}`);
    assert.deepEqual(job.strategy?.matrix?.system, ["windows-latest", "macos-latest"]);
    for (const ring of ["unit", "host"]) assert.ok(commandsOf(job).includes(`npm run test:${ring}`));
  });

  it("run only commands that are there", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Readonly<Record<string, string>> };
    const commands = files.flatMap((file) =>
      Object.values((yamlOf(file) as Workflow).jobs).flatMap(commandsOf),
    );
    const own = commands.filter((command) => command.startsWith("."));
    assert.ok(own.length > 0);
    const missing = [
      ...own.filter((command) => !existsSync(join(repository, command))),
      ...commands.filter((command) => {
        const [, name] = /^npm run (\S+)$/.exec(command) ?? [];
        return name !== undefined && scripts[name] === undefined;
      }),
    ];
    assert.deepEqual(missing, []);
  });

  it("are kept up to date, as all packages are", () => {
    const { updates } = yamlOf(".github/dependabot.yml") as {
      updates: readonly { "package-ecosystem": string; directory?: string; directories?: string[] }[];
    };
    assert.deepEqual(
      updates.flatMap(({ "package-ecosystem": ecosystem, directory, directories }) =>
        (directories ?? [directory]).map((each) => `${ecosystem} ${each}`),
      ),
      [
        "npm /",
        "npm /examples/*",
        "npm /test/package/fixtures/newest",
        "pip /test/unit/foreign/python",
        "github-actions /",
        "github-actions /examples/pipelines/github",
      ],
    );
    assert.ok(existsSync(join(repository, "test/unit/foreign/python/requirements.txt")));
  });
});

describe("The release", () => {
  const { pack, publish, test } = workflow("release").jobs;
  assert.ok(pack && publish && test);
  const { version } = JSON.parse(textOf("package.json")) as { version: string };

  /** Runs one step of the job that packs, by its name, as GitHub does. */
  const perform = async (name: string, cwd: string, env: Readonly<Record<string, string>>): Promise<void> => {
    const { run } = pack.steps?.find((step) => step.name === name) ?? assert.fail(`no step "${name}"`);
    await promisify(execFile)("bash", ["-eo", "pipefail", "-c", run ?? ""], {
      cwd,
      env: { ...process.env, ...env },
    });
  };

  it("publishes the packed file with a provenance after all tests, without a token and without a checkout", () => {
    assert.deepEqual(publish.permissions, { "id-token": "write" });
    assert.deepEqual(publish.needs, ["pack", "test"]);
    assert.ok(commandsOf(test).includes(".ci/run"));
    assert.match(commandsOf(publish).join("\n"), /^npm publish \S+\.tgz .*--provenance/);
    assert.doesNotMatch(textOf(`${folder}/release.yml`), /secrets\./);
  });

  it("publishes the file that was packed", () => {
    const [upload, download] = [pack, publish].map((job) =>
      job.steps?.find(({ uses }) => /^actions\/(up|down)load-artifact@/.test(uses ?? "")),
    );
    assert.equal(download?.with?.name, upload?.with?.name);
    const [, published] = /^npm publish \.\/(\S+)/.exec(commandsOf(publish).join("\n")) ?? [];
    assert.equal(published, upload?.with?.path);
  });

  it("checks the tag before it installs anything", () => {
    const at = (wanted: (name: string, run: string) => boolean): number =>
      pack.steps?.findIndex(({ name = "", run = "" }) => wanted(name, run)) ?? -1;
    const tag = at((name) => name === "The tag is the version");
    assert.ok(tag >= 0 && tag < at((_name, run) => run.startsWith("npm ci")));
  });

  it("goes on for the tag of the version only", async () => {
    const name = "The tag is the version";
    await perform(name, repository, { GITHUB_REF_NAME: `v${version}` });
    for (const tag of [version, `v${version}-rc.1`, "v999.0.0", "v", ""]) {
      await assert.rejects(perform(name, repository, { GITHUB_REF_NAME: tag }), tag);
    }
  });

  it("goes on for a version that CHANGELOG.md has a section of", async () => {
    const name = "CHANGELOG.md has a section of the version";
    await inScratch(async (scratch) => {
      writeFileSync(
        join(scratch, "CHANGELOG.md"),
        "# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n- `x` 1.3.0\n",
      );
      await perform(name, scratch, { GITHUB_REF_NAME: "v1.2.0" });
      for (const tag of ["v1.3.0", "v1.2", "v1.2.0-rc.1", "v1x2.0"]) {
        await assert.rejects(perform(name, scratch, { GITHUB_REF_NAME: tag }), tag);
      }
    });
  });

  it("finds in CHANGELOG.md one heading of what is not yet released, above those of the versions", () => {
    const [first, ...others] = textOf("CHANGELOG.md").match(/^## .*$/gm) ?? [];
    assert.equal(first, "## Unreleased");
    assert.deepEqual(
      others.filter((heading) => !/^## \d+\.\d+\.\d+$/.test(heading)),
      [],
    );
  });

  it("gets its repository from the place that it is published from, and from nowhere else", async () => {
    await inScratch(async (scratch) => {
      writeFileSync(join(scratch, "package.json"), textOf("package.json"));
      await perform("The package names the repository that it comes from", scratch, {
        GITHUB_SERVER_URL: "https://example.org",
        GITHUB_REPOSITORY: "owner/name",
      });
      const before = JSON.parse(textOf("package.json"));
      assert.deepEqual([before.repository, before.homepage, before.bugs], [undefined, undefined, undefined]);
      assert.deepEqual(JSON.parse(readFileSync(join(scratch, "package.json"), "utf8")), {
        ...before,
        repository: { type: "git", url: "git+https://example.org/owner/name.git" },
        homepage: "https://example.org/owner/name#readme",
        bugs: "https://example.org/owner/name/issues",
      });
    });
  });
});

describe("The forms of issues", () => {
  const names = readdirSync(join(repository, ".github/ISSUE_TEMPLATE")).filter(
    (name) => name !== "config.yml",
  );
  interface Form {
    readonly name?: string;
    readonly description?: string;
    readonly body: readonly {
      readonly type: string;
      readonly id?: string;
      readonly attributes: { readonly label?: string; readonly value?: string };
    }[];
  }

  for (const name of names) {
    it(`have what GitHub needs to show them: ${name}`, () => {
      const { name: title, description, body } = yamlOf(`.github/ISSUE_TEMPLATE/${name}`) as Form;
      assert.ok(title && description);
      const [notes, fields] = [true, false].map((wanted) =>
        body.filter(({ type }) => (type === "markdown") === wanted),
      );
      assert.ok(notes?.every(({ attributes }) => attributes.value));
      assert.ok(fields?.every(({ id, attributes }) => id && attributes.label));
      const ids = fields?.map(({ id }) => id) ?? [];
      assert.equal(new Set(ids).size, ids.length);
    });
  }

  it("ask for no secret", () => {
    assert.match(textOf(".github/ISSUE_TEMPLATE/bug.yml"), /no SecretKey and no UserSig/);
  });
});

describe("What git is told of the files", () => {
  it("marks every page that a command makes, and only those, as generated", async () => {
    const { stdout: pages } = await promisify(execFile)("git", ["ls-files", "*.md"], { cwd: repository });
    const names = pages
      .trim()
      .split("\n")
      .filter((name) => existsSync(join(repository, name)));
    const { stdout } = await promisify(execFile)(
      "git",
      ["check-attr", "linguist-generated", "--", ...names],
      {
        cwd: repository,
      },
    );
    const marked = [...stdout.matchAll(/^(.*): linguist-generated: set$/gm)].map(([, name]) => name);
    const made = names.filter((name) =>
      /^<!-- Made by `npm run|`npm run \w+` makes this page/m.test(textOf(name)),
    );
    assert.ok(made.length > 3);
    assert.deepEqual(marked, made);
  });
});
