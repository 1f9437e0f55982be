import assert from "node:assert/strict";
import { readConfiguration } from "../../../provider/configuration/configuration";
import {
  commandsOf,
  type Job,
  jobsOfPipeline,
  problemsOfWorkflow,
  textOf,
  type Workflow,
  yamlOf,
} from "./support";

const github = "examples/pipelines/github/chat-robots.yml";
const gitlab = "examples/pipelines/gitlab/chat-robots.gitlab-ci.yml";
const stacks = ["dev", "staging", "production"];
const readme = "examples/pipelines/README.md";

/** The environment variables that the provider looks at. */
function knownVariables(): string[] {
  const asked: string[] = [];
  const environment = new Proxy<Record<string, string>>(
    {},
    {
      get(_target, variable) {
        asked.push(String(variable));
        return undefined;
      },
    },
  );
  readConfiguration(() => undefined, environment);
  return asked;
}

describe("The pipelines to copy", function () {
  this.timeout(60_000);

  it("are what GitHub takes", () => {
    assert.deepEqual(problemsOfWorkflow(textOf(github)), []);
  });

  it("are what GitLab takes", async () => {
    const jobs = await jobsOfPipeline(textOf(gitlab));
    const names = [...jobs.matchAll(/^([^;]+);/gm)].map(([, name]) => name);
    const each = (name: string): string[] => stacks.map((stack) => `${name}: [${stack}]`);
    assert.deepEqual(names.slice(1), [
      ...each("preview"),
      ...stacks.map((stack) => `up ${stack}`),
      ...each("drift"),
    ]);
  });

  it("would not be taken by GitLab with a key of the wrong kind", async () => {
    const wrong = textOf(gitlab).replace("timeout: 30 minutes", "timeout: [30]");
    await assert.rejects(jobsOfPipeline(wrong), /timeout/);
  });

  it("name only environment variables that the provider knows", () => {
    const known = knownVariables();
    assert.ok(known.includes("TENCENT_CHAT_SECRET_KEY"));
    for (const file of [github, gitlab, readme]) {
      const named = [...textOf(file).matchAll(/\bTENCENT_CHAT_[A-Z_]+\b/g)].map(([name]) => name);
      assert.deepEqual(
        [...new Set(named)].filter((name) => !known.includes(name)),
        [],
        file,
      );
    }
  });

  const onGitHub = (yamlOf(github) as Workflow).jobs;
  const onGitLab = yamlOf(gitlab) as Readonly<Record<string, Job>>;
  const pipelines: readonly (readonly [service: string, jobs: Readonly<Record<string, Job | undefined>>])[] =
    [
      ["GitHub", onGitHub],
      ["GitLab", { preview: onGitLab.preview, up: onGitLab[".up"], drift: onGitLab.drift }],
    ];
  for (const [service, { preview, up, drift }] of pipelines) {
    const variablesOf = (job: Job | undefined): string[] => Object.keys({ ...job?.env, ...job?.variables });

    it(`preview a pull request without any secret: ${service}`, () => {
      assert.ok(preview);
      assert.match(`${preview.if}${JSON.stringify(preview.rules)}`, /pull_request|merge_request_event/);
      assert.deepEqual(
        variablesOf(preview).filter((name) => name !== "PULUMI_STACK"),
        ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"],
      );
      assert.doesNotMatch(JSON.stringify(preview), /secrets\.|SECRET_KEY/);
      // The secrets of an environment are for its jobs only.
      assert.equal(preview.environment, undefined);
      assert.ok(commandsOf(preview).some((command) => command.startsWith("pulumi preview")));
    });

    it(`name the SecretKey in no command, and the app nowhere: the stack's file has it: ${service}`, () => {
      for (const job of [up, drift]) {
        assert.ok(job && commandsOf(job).every((command) => !command.includes("TENCENT_CHAT_")));
        assert.doesNotMatch(JSON.stringify(job), /SDK_APP_ID|REGION/);
      }
    });

    it(`create a stack that is not there before they apply it: ${service}`, () => {
      assert.ok(up);
      assert.deepEqual(commandsOf(up).slice(-2), [
        'pulumi stack select --create "$PULUMI_STACK"',
        'pulumi up --yes --stack "$PULUMI_STACK"',
      ]);
    });

    it(`tell drift at night by a preview that must find nothing, after a refresh: ${service}`, () => {
      assert.ok(drift);
      const last = commandsOf(drift).slice(-2);
      assert.match(last[0] ?? "", /^pulumi refresh --yes /);
      assert.match(last[1] ?? "", /^pulumi preview --expect-no-changes /);
    });
  }

  it("give each stack the secrets of its own environment, and never two jobs at once", () => {
    for (const job of [onGitHub.up, onGitHub.drift]) {
      assert.deepEqual(job?.env, {
        PULUMI_STACK: `\${{ matrix.stack }}`,
        PULUMI_CONFIG_PASSPHRASE: `\${{ secrets.PULUMI_CONFIG_PASSPHRASE }}`,
        TENCENT_CHAT_SECRET_KEY: `\${{ secrets.TENCENT_CHAT_SECRET_KEY }}`,
      });
      assert.equal(job.concurrency?.group, `chat-robots-\${{ matrix.stack }}`);
    }
    assert.equal(onGitHub.up?.environment, `\${{ matrix.stack }}`);
    for (const job of [onGitLab[".up"], onGitLab.drift]) {
      const { environment } = job ?? {};
      assert.equal(typeof environment === "string" ? environment : environment?.name, "$PULUMI_STACK");
      assert.equal((job as { resource_group?: string }).resource_group, "chat-robots-$PULUMI_STACK");
    }
  });

  it("apply one stack after the other, and production only when somebody approves it: GitHub", () => {
    const { strategy } = onGitHub.up ?? {};
    assert.deepEqual(strategy, { "max-parallel": 1, matrix: { stack: stacks } });
    // The reviewers are the environment's. A job at night must not wait for them.
    assert.deepEqual(
      onGitHub.drift?.strategy?.matrix?.include,
      stacks.map((stack) => ({
        stack,
        environment: stack === "production" ? "production-drift" : stack,
      })),
    );
    assert.equal(onGitHub.drift.environment, `\${{ matrix.environment }}`);
  });

  it("apply one stack after the other, and production only when somebody approves it: GitLab", () => {
    const order = onGitLab.stages as unknown as readonly string[];
    assert.deepEqual(order, ["preview", ...stacks, "drift"]);
    const [{ if: push } = {}] = onGitLab[".up"]?.rules ?? [];
    for (const stack of stacks) {
      const job = onGitLab[`up ${stack}`];
      assert.deepEqual([job?.extends, job?.stage, job?.variables], [".up", stack, { PULUMI_STACK: stack }]);
      const approved = stack === "production" ? [{ if: push, when: "manual" }] : undefined;
      assert.deepEqual(job?.rules, approved);
    }
  });

  it("do the same on both services", () => {
    const [one = {}, other = {}] = pipelines.map(([, jobs]) => jobs);
    for (const name of ["preview", "up", "drift"]) {
      const [mine, theirs] = [one, other].map((jobs) =>
        commandsOf(jobs[name] ?? {}).filter((command) => !command.startsWith("npm ci")),
      );
      assert.ok(mine && mine.length > 0);
      assert.deepEqual(mine, theirs);
    }
    for (const job of [onGitHub.preview?.strategy, onGitLab.preview?.parallel, onGitLab.drift?.parallel]) {
      const { matrix } = job ?? {};
      assert.deepEqual(Object.values((Array.isArray(matrix) ? matrix[0] : matrix) ?? {}), [stacks]);
    }
  });

  it("deploy the stacks of the example three-environments, whose files hold no secret", () => {
    for (const stack of stacks) {
      const { config } = yamlOf(`examples/three-environments/Pulumi.${stack}.yaml`) as { config: object };
      assert.deepEqual(
        Object.keys(config).filter((key) => /secretKey|apps/.test(key)),
        [],
      );
    }
  });
});
