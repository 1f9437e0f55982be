import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Emulator, type Seed, startEmulator } from "pulumi-tencent-chat/emulator";
import { Terminals } from "../engine/support/terminals";
import { blocksOf, textOf } from "../support/markdown";
import { assertNoSecretsInFiles } from "../support/secrets";
import { commandsOf, type Workflow, yamlOf } from "../unit/pipelines/support";
import { npmFlags, packed, repository } from "./support/consumer";

/** GitHub's. Those of GitLab have the same commands, says a unit test. */
const workflow = yamlOf("examples/pipelines/github/chat-robots.yml") as Workflow;

const stacks = { dev: 1400000001, staging: 1400000002, production: 1400000003 } as const;
type StackName = keyof typeof stacks;

const secretKeyOf = (stack: StackName): string => `5e1f-key-of-the-${stack}-app-which-is-in-no-file`;

/** The repository that the README's steps make, and the pipeline that runs in its checkouts. */
class Pipeline {
  readonly #parent = mkdtempSync(join(tmpdir(), "pipelines-"));
  readonly origin = join(this.#parent, "chat-robots");
  readonly backend = join(this.#parent, "backend");
  readonly emulator: Emulator;
  /** Where `npm ci` has put the packages, for the jobs after the first. */
  #installed: string | undefined;

  constructor(emulator: Emulator) {
    this.emulator = emulator;
    mkdirSync(this.backend);
  }

  async prepare(): Promise<void> {
    const clone = join(this.#parent, "pulumi-tencent-chat");
    cpSync(join(repository, "examples"), join(clone, "examples"), { recursive: true });
    const { file } = await packed();
    copyFileSync(file, join(clone, basename(file)));
    const terminals = new Terminals(this.#parent);
    const [steps = "", ...more] = blocksOf("examples/pipelines/README.md", "sh");
    assert.deepEqual(more, []);
    const commit = "git -c user.name=a -c user.email=a@example.com commit --quiet --message robots";
    try {
      await terminals.follow(`${steps.replace("npm install", `$& ${npmFlags.join(" ")}`)}\n${commit}`);
    } finally {
      await terminals.close();
    }
  }

  /**
   * Runs all commands of a job for one stack in a fresh checkout. The first job installs the packages, with an empty cache of
   * npm; the others take them from there.
   *
   * @param change what is different in the checkout
   */
  async perform(name: string, stack: StackName, change?: (checkout: string) => void): Promise<string> {
    const job = workflow.jobs[name] ?? assert.fail(`there is no job ${name}`);
    const checkout = mkdtempSync(join(this.#parent, "checkout-"));
    await this.#run("git", ["clone", "--quiet", this.origin, checkout], this.#parent, {});
    change?.(checkout);
    const [packages, isFirst] = [join(checkout, "node_modules"), this.#installed === undefined];
    if (this.#installed !== undefined) renameSync(this.#installed, packages);
    const lines = commandsOf(job).filter((line) => isFirst || line !== "npm ci");
    const scratch = mkdtempSync(join(this.#parent, "runner-"));
    const contexts: Readonly<Record<string, string>> = {
      "matrix.stack": stack,
      "vars.PULUMI_BACKEND_URL": pathToFileURL(this.backend).href,
      "secrets.PULUMI_CONFIG_PASSPHRASE": "of the environment",
      "secrets.TENCENT_CHAT_SECRET_KEY": secretKeyOf(stack),
    };
    const entries = Object.entries({ ...workflow.env, ...job.env }).map(([variable, text]) => [
      variable,
      text
        .replace(/\$\{\{ ([\w.]+) \}\}/g, (_, key: string) => contexts[key] ?? assert.fail(key))
        .replace(/^file:\/\/\/tmp$/, pathToFileURL(scratch).href),
    ]);
    try {
      return await this.#run("sh", ["-ec", lines.join("\n")], checkout, {
        ...Object.fromEntries(entries),
        npm_config_cache: join(this.#parent, "npm-cache"),
        // The types of all examples are checked by `npm run types`.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        TENCENT_CHAT_ENDPOINT: this.emulator.url,
        TENCENT_CHAT_LIST_DELAY_SECONDS: "0",
      });
    } finally {
      if (existsSync(packages)) this.#installed = packages;
    }
  }

  async #run(command: string, args: readonly string[], cwd: string, env: object): Promise<string> {
    const { stdout } = await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...env } });
    return stdout;
  }

  robotsOf(stack: StackName): readonly string[] {
    const groups = Object.values(this.emulator.state()[stacks[stack]]?.groups ?? {});
    return groups.flatMap(({ robots }) => robots);
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.#parent, { recursive: true, force: true });
  }
}

describe("The pipelines to copy", () => {
  let pipeline: Pipeline;

  before(async () => {
    const names = Object.keys(stacks) as StackName[];
    pipeline = new Pipeline(
      await startEmulator({
        apps: names.map((name) => ({
          sdkAppId: stacks[name],
          secretKey: secretKeyOf(name),
          identifier: "administrator",
        })),
        seed: JSON.parse(textOf("examples/three-environments/service.json")) as Seed,
        listDelaySeconds: 0,
      }),
    );
    await pipeline.prepare();
  });

  after(() => pipeline.close());

  it("install everything from the registry and the repository, with an empty npm cache, and preview without credentials", async () => {
    const shown = await pipeline.perform("preview", "dev");
    assert.match(shown, /memberAccounts: \[\s*\[0\]: "bot-welcome"/);
    assert.deepEqual(pipeline.emulator.requests(), []);
  });

  it("preview a stack whose file has encrypted values and the salt of another passphrase", async () => {
    const shown = await pipeline.perform("preview", "production", (checkout) =>
      appendFileSync(
        join(checkout, "Pulumi.production.yaml"),
        [
          "  tencent-chat:secretKey:",
          "    secure: v1:AAAAAAAAAAAAAAAA:AAAA",
          "  tencent-chat:apps:",
          "    other:",
          "      secretKey:",
          "        secure: v1:AAAAAAAAAAAAAAAA:AAAA",
          '      sdkAppId: "1400000009"',
          "encryptionsalt: v1:AAAAAAAAAAA=:v1:AAAAAAAAAAAAAAAA:AAAA",
          "",
        ].join("\n"),
      ),
    );
    assert.match(shown, /"bot-moderator"/);
    assert.deepEqual(pipeline.emulator.requests(), []);
  });

  it("create and apply each stack with its own app and key, again and again, from a checkout without any secret", async () => {
    for (const stack of ["dev", "staging", "production", "dev"] as const) await pipeline.perform("up", stack);
    assert.deepEqual(pipeline.robotsOf("dev"), ["bot-welcome"]);
    assert.equal(pipeline.robotsOf("staging").length, 6);
    assert.deepEqual(pipeline.robotsOf("production"), ["bot-moderator", "bot-welcome"]);
    assertNoSecretsInFiles(
      [pipeline.origin, pipeline.backend],
      (Object.keys(stacks) as StackName[]).map(secretKeyOf),
    );
  });

  it("tell what was changed by hand, and nothing else", async () => {
    await pipeline.perform("drift", "production");
    const removal = { sdkAppId: stacks.production, group: "live-main", robot: "bot-welcome" };
    const { ok } = await fetch(`${pipeline.emulator.url}/_emulator/remove`, {
      method: "POST",
      body: JSON.stringify(removal),
    });
    assert.ok(ok);
    await assert.rejects(pipeline.perform("drift", "production"), /no changes were expected/);
  });
});
