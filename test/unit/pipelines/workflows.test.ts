import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { commandsOf, problemsOfWorkflow, repository, textOf, type Workflow, yamlOf } from "./support";

const folder = ".github/workflows";
const files = readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`);
const workflow = (name: string): Workflow => yamlOf(`${folder}/${name}.yml`) as Workflow;

describe("The workflows of this repository", () => {
  for (const file of files) {
    it(`are what GitHub takes: ${file}`, () => {
      assert.deepEqual(problemsOfWorkflow(textOf(file)), []);
    });

    it(`may do nothing that they do not say: ${file}`, () => {
      assert.ok((yamlOf(file) as Workflow).permissions);
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

  it("test each supported Node.js with the oldest supported engine and the newest", () => {
    const { engines, peerDependencies } = JSON.parse(textOf("package.json"));
    const { node = [], pulumi = [] } = workflow("ci").jobs.test?.strategy?.matrix ?? {};
    assert.deepEqual(node, [20, 22, 24]);
    assert.ok(engines.node.startsWith(`>=${node[0]}.`));
    assert.deepEqual(pulumi, ["3.216.0", "latest"]);
    assert.ok(
      `${peerDependencies["@pulumi/pulumi"]}`.startsWith(`>=${String(pulumi[0]).replace(/\.0$/, "")} `),
    );
  });

  it("run only commands that are there", () => {
    const commands = files.flatMap((file) =>
      Object.values((yamlOf(file) as Workflow).jobs).flatMap(commandsOf),
    );
    const own = commands.filter((command) => command.startsWith("."));
    assert.ok(own.length > 0);
    assert.deepEqual(
      own.filter((command) => !existsSync(join(repository, command))),
      [],
    );
  });

  it("publish with a provenance after the tests, and without a token", () => {
    const { publish } = workflow("release").jobs;
    assert.ok(publish);
    assert.equal(publish.permissions?.["id-token"], "write");
    const commands = commandsOf(publish);
    const published = commands.findIndex((command) => /^npm publish .*--provenance/.test(command));
    assert.ok(commands.indexOf(".ci/run") >= 0 && commands.indexOf(".ci/run") < published);
    assert.doesNotMatch(textOf(`${folder}/release.yml`), /secrets\./);
  });

  it("are kept up to date, as the packages are", () => {
    const { updates } = yamlOf(".github/dependabot.yml") as {
      updates: readonly { "package-ecosystem": string }[];
    };
    assert.deepEqual(
      updates.map((update) => update["package-ecosystem"]),
      ["npm", "github-actions"],
    );
  });
});
