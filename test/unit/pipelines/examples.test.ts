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
    for (const name of ["preview", "up", "drift"]) assert.match(jobs, new RegExp(`^${name};`, "m"));
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

  const pipelines: readonly (readonly [service: string, jobs: Readonly<Record<string, Job>>])[] = [
    ["GitHub", (yamlOf(github) as Workflow).jobs],
    ["GitLab", yamlOf(gitlab) as Record<string, Job>],
  ];
  for (const [service, { preview, up, drift }] of pipelines) {
    const variablesOf = (job: Job | undefined): string[] => Object.keys({ ...job?.env, ...job?.variables });

    it(`preview a pull request without any secret: ${service}`, () => {
      assert.ok(preview);
      assert.match(`${preview.if}${JSON.stringify(preview.rules)}`, /pull_request|merge_request_event/);
      assert.deepEqual(variablesOf(preview), ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"]);
      assert.doesNotMatch(JSON.stringify(preview), /secrets\.|SECRET_KEY/);
      assert.ok(commandsOf(preview).some((command) => command.startsWith("pulumi preview")));
    });

    it(`give every job the same app, and the SecretKey only by the environment: ${service}`, () => {
      const app = ["TENCENT_CHAT_SDK_APP_ID", "TENCENT_CHAT_REGION", "TENCENT_CHAT_SECRET_KEY"];
      for (const job of [up, drift]) {
        assert.deepEqual(
          variablesOf(job).filter((name) => name.startsWith("TENCENT_CHAT_")),
          app,
        );
        assert.ok(job && commandsOf(job).every((command) => !command.includes("TENCENT_CHAT_")));
      }
    });

    it(`tell drift at night by a preview that must find nothing, after a refresh: ${service}`, () => {
      assert.ok(drift);
      const last = commandsOf(drift).slice(-2);
      assert.match(last[0] ?? "", /^pulumi refresh --yes /);
      assert.match(last[1] ?? "", /^pulumi preview --expect-no-changes /);
    });
  }

  it("do the same on both services", () => {
    const [one = {}, other = {}] = pipelines.map(([, jobs]) => jobs);
    for (const name of ["preview", "up", "drift"]) {
      const [mine, theirs] = [one, other].map((jobs) =>
        commandsOf(jobs[name] ?? {}).filter((command) => !command.startsWith("npm ci")),
      );
      assert.ok(mine && mine.length > 0);
      assert.deepEqual(mine, theirs);
    }
  });
});
