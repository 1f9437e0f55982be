import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { consumer, packed, repository, run, runTool } from "./support/consumer";

/** What a download may weigh. */
const mostBytes = 170_000;

describe("The packed package", () => {
  it("is small", async () => {
    const { size } = await packed();
    assert.ok(size < mostBytes, `${size} bytes`);
  });

  it("holds what runs, its declarations and what is read first, and nothing else", async () => {
    const { paths } = await packed();
    const [others, built] = [false, true].map((wanted) =>
      paths.filter((path) => path.startsWith("dist/") === wanted),
    );
    const forEngine = ["PulumiPlugin.yaml", "package.json", "pulumi-resource-tencent-chat"];
    assert.deepEqual(others?.sort(), [
      ...["LICENSE", "README.md", "package.json"],
      ...[...forEngine, "pulumi-resource-tencent-chat.cmd"].map((name) => `plugin/${name}`),
    ]);
    const odd = built?.filter(
      (path) =>
        path !== "dist/provider/plugin/schema.json" &&
        !/^dist\/(provider|emulator)\/.*\.(js|mjs|d\.ts|html|css|svg)$/.test(path),
    );
    assert.deepEqual(odd, []);
  });

  it("has no complaint of publint", async () => {
    await runTool(repository, "publint/src/cli.js", "run", (await packed()).file, "--strict");
  });

  it("has types that each way of resolving finds (@arethetypeswrong/cli)", async () => {
    await runTool(repository, "@arethetypeswrong/cli/dist/index.js", (await packed()).file);
  });

  it("brings nothing that its registry knows to be unsafe", async function () {
    const audited = await auditOf(repository);
    if (audited === undefined) {
      process.stderr.write("    The registry of this npm answers no audit: nothing could be looked up.\n");
      this.skip();
    }
    assert.deepEqual(audited, {});
  });
});

/** What `npm audit` finds, by package; undefined where the registry has no audit. */
async function auditOf(folder: string): Promise<unknown> {
  // It fails on what it finds too, and says in its output which of both it was.
  const command = "npm audit --omit=dev --json || true";
  const answer = JSON.parse(await run(folder, "sh", "-c", command)) as { vulnerabilities?: unknown };
  return answer.vulnerabilities;
}

/**
 * What the compiler says of a file and of this package's declarations. To check those of other packages takes most of a
 * compiler's time, and they are not ours to mend.
 */
function complaintsAbout(file: string, settings: object): string[] {
  const common = {
    target: "es2022",
    strict: true,
    noEmit: true,
    types: ["node"],
    typeRoots: ["../node_modules/@types"],
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...common, ...settings }, dirname(file));
  const program = ts.createProgram([file], options);
  const files = program.getSourceFiles();
  const ours = files.filter(({ fileName }) => fileName.includes("/node_modules/pulumi-tencent-chat/"));
  assert.ok(ours.length > 0, "the package's declarations are found");
  const found = [program.getSourceFile(file) ?? assert.fail(file), ...ours].flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}

describe("The packed package, installed in a project", () => {
  /** Ways to compile that differ in how they find a package's types; the file's ending chooses between the kinds of module. */
  const ways: readonly (readonly [title: string, file: string, options: object])[] = [
    ["CommonJS of Node.js", "user.cts", { module: "node16" }],
    ["ES modules of Node.js", "user.mts", { module: "node16" }],
    ["a bundler", "user.ts", { module: "preserve", moduleResolution: "bundler" }],
    [
      "Pulumi's own settings",
      "user.ts",
      { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
    ],
  ];
  for (const [title, file, options] of ways) {
    it(`compiles where it should and not where it should not: ${title}`, async () => {
      const project = join(await consumer("npm"), title.replace(/\W/g, "-"));
      mkdirSync(project);
      copyFileSync(join(repository, "test/package/fixtures/user.ts"), join(project, file));
      assert.deepEqual(complaintsAbout(join(project, file), options), []);
    });
  }

  for (const name of ["tencent-chat-emulator", "pulumi-tencent-chat", "pulumi-resource-tencent-chat"]) {
    it(`has the command ${name}`, async () => {
      const folder = await consumer("npm");
      const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
        version: string;
      };
      const told = await run(folder, join(folder, "node_modules/.bin", name), "--version");
      assert.match(told, new RegExp(`\\b${version.replaceAll(".", "\\.")}\\s*$`));
    });
  }
});
