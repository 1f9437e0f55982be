import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Declaration, Stack } from "../engine/support/stack";
import { commandsOf, type Workflow, yamlOf } from "../unit/pipelines/support";
import { consumer } from "./support/consumer";

/** GitHub's. Those of GitLab have the same commands, says a unit test. */
const { jobs } = yamlOf("examples/pipelines/github/chat-robots.yml") as Workflow;

const program: Readonly<Record<string, Declaration>> = {
  hosts: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["a"] } },
};
const seed = { groups: { live: { type: "AVChatRoom" } } } as const;

describe("The pipelines to copy", () => {
  /** Runs a job's own lines, apart from the install, in the stack's folder. */
  const perform = async (name: string, stack: Stack, env: NodeJS.ProcessEnv): Promise<string> => {
    const lines = commandsOf(jobs[name] ?? assert.fail(`there is no job ${name}`));
    const script = lines.filter((line) => !line.startsWith("npm ci")).join("\n");
    const options = { cwd: stack.folder, env: { ...process.env, PULUMI_STACK: "staging", ...env } };
    const { stdout } = await promisify(execFile)("sh", ["-ec", script], options);
    return stdout;
  };

  it(`preview without credentials, apply, and tell what was changed by hand`, async () => {
    const stack = await Stack.open({ seed, parent: await consumer("npm") });
    try {
      stack.write(program);
      // As a stack's file is after `stack init`: it has the salt of another passphrase.
      const salt = "encryptionsalt: v1:AAAAAAAAAAA=:v1:AAAAAAAAAAAAAAAA:AAAA\nconfig:\n";
      writeFileSync(join(stack.folder, "Pulumi.staging.yaml"), `${salt}  engine-test:any: text\n`);
      const backend = pathToFileURL(join(stack.folder, "backend")).href;
      const shown = await perform("preview", stack, {
        PULUMI_BACKEND_URL: backend,
        PULUMI_CONFIG_PASSPHRASE: "preview",
      });
      assert.match(shown, /LiveGroupRobots/);
      assert.deepEqual(stack.requested(), []);

      writeFileSync(join(stack.folder, "Pulumi.staging.yaml"), "config:\n  engine-test:any: text\n");
      await stack.succeed("stack", "init", "staging");
      await perform("up", stack, stack.env);
      assert.deepEqual(stack.robotsOf("live"), ["a"]);
      await perform("drift", stack, stack.env);
      await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
        GroupId: "live",
        Member_Account: ["a"],
      });
      await assert.rejects(perform("drift", stack, stack.env), /no changes were expected/);
    } finally {
      await stack.close();
    }
  });
});
