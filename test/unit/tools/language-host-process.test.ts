import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { gone, removeScratch, scratch, scriptUrl } from "../scripts/support/scripts";

const command = fileURLToPath(scriptUrl("../tools/engine/companions/pulumi-language-nodejs"));
const repository = fileURLToPath(new URL("..", scriptUrl("")));

/** A language host as the engine starts it, and a client that speaks to it as the engine does. */
class Host {
  static readonly all: Host[] = [];

  static async start(): Promise<Host> {
    const child = spawn(command, ["-v=9", "127.0.0.1:1"], {
      cwd: repository,
      stdio: ["pipe", "pipe", "inherit"],
    });
    assert.ok(child.stdout);
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    const host = new Host(
      child,
      new LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()),
    );
    Host.all.push(host);
    return host;
  }

  private constructor(
    readonly child: ChildProcess,
    readonly client: LanguageRuntimeClient,
  ) {}

  run(request: language.RunRequest): Promise<language.RunResponse.AsObject> {
    return new Promise((settle, fail) => {
      this.client.run(request, (error, response) => (error ? fail(error) : settle(response.toObject())));
    });
  }

  async end(): Promise<void> {
    this.client.close();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.stdin?.end();
    await ended;
  }
}

/** A program whose SDK is a fake: a runner that does what the test says. */
function project(runner: string): string {
  const folder = scratch();
  const run = join(folder, "node_modules/@pulumi/pulumi/cmd/run");
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, "index.js"), runner);
  return folder;
}

function runRequest(folder: string, options: Record<string, string | boolean> = {}): language.RunRequest {
  const info = new language.ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint("index.ts")
    .setOptions(Struct.fromJavaScript(options));
  return new language.RunRequest()
    .setInfo(info)
    .setPwd(folder)
    .setProject("p")
    .setStack("s")
    .setOrganization("o")
    .setMonitorAddress("127.0.0.1:2")
    .setParallel(7);
}

const staying = `require("node:fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000);`;

async function pidOf(folder: string): Promise<number> {
  const file = join(folder, "pid");
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(20);
  return Number(readFileSync(file, "utf8"));
}

describe("The language host's process", function () {
  this.timeout(20_000);

  afterEach(async () => {
    for (const host of Host.all.splice(0)) await host.end();
    removeScratch();
  });

  it("starts the SDK's runner with everything that the engine has said", async () => {
    const folder = project(
      `require("node:fs").writeFileSync("seen", JSON.stringify({ argv: process.argv.slice(2), execArgv: process.execArgv, cwd: process.cwd(), env: process.env }));`,
    );
    const request = runRequest(folder, { nodeargs: "--no-warnings  --title=a\\ b", typescript: false })
      .setDryrun(true)
      .setArgsList(["extra"])
      .setConfigsecretkeysList(["p:key"]);
    request.getConfigMap().set("p:key", "value");
    const host = await Host.start();
    assert.deepEqual(await host.run(request), { error: "", bail: false });

    const seen = JSON.parse(readFileSync(join(folder, "seen"), "utf8"));
    assert.deepEqual(
      new Set(seen.argv),
      new Set([
        "--monitor=127.0.0.1:2",
        "--engine=127.0.0.1:1",
        "--organization=o",
        "--project=p",
        "--stack=s",
        `--root-directory=${folder}`,
        `--pwd=${folder}`,
        "--parallel=7",
        "--dry-run",
        "index.ts",
        "extra",
      ]),
    );
    assert.deepEqual(seen.argv.slice(-2), ["index.ts", "extra"]);
    assert.deepEqual(seen.execArgv, ["--no-warnings", "--title=a b"]);
    assert.equal(seen.cwd, folder);
    assert.equal(seen.env.PULUMI_CONFIG, '{"p:key":"value"}');
    assert.equal(seen.env.PULUMI_CONFIG_SECRET_KEYS, '["p:key"]');
    assert.equal(seen.env.PULUMI_NODEJS_TYPESCRIPT, "false");
  });

  it("bails when the runner has reported the error itself, and reports any other end", async () => {
    const host = await Host.start();
    assert.equal((await host.run(runRequest(project("process.exit(32)")))).bail, true);
    assert.match((await host.run(runRequest(project("process.exit(5)")))).error, /code 5/);
    const killed = project(`process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`);
    assert.match((await host.run(runRequest(killed))).error, /SIGKILL/);
  });

  it("says so when the SDK is not installed where the program lies", async () => {
    const host = await Host.start();
    const folder = scratch();
    const { error } = await host.run(runRequest(folder));
    assert.ok(error.includes(`is not installed in ${folder}`) && error.includes("npm install"), error);
  });

  it("answers what it does not do with UNIMPLEMENTED", async () => {
    const { client } = await Host.start();
    const error = await new Promise<grpc.ServiceError | null>((settle) => {
      client.pack(new language.PackRequest(), settle);
    });
    assert.equal(error?.code, grpc.status.UNIMPLEMENTED);
  });

  it("ends the program when the engine cancels the call, or says so, and stays itself", async () => {
    const host = await Host.start();
    const one = project(staying);
    const call = host.client.run(runRequest(one), () => {});
    const pid = await pidOf(one);
    call.cancel();
    assert.equal(await gone(pid), true);

    const two = project(staying);
    const running = host.run(runRequest(two));
    await pidOf(two);
    await new Promise((settle) => {
      host.client.cancel(new Empty(), settle);
    });
    assert.match((await running).error, /SIGTERM/);
    assert.equal(host.child.exitCode, null);
  });

  for (const [how, part] of [
    ["when the engine is gone, which closes its standard input", (host: Host) => host.child.stdin?.end()],
    ["on SIGTERM", (host: Host) => host.child.kill("SIGTERM")],
    ["on SIGINT", (host: Host) => host.child.kill("SIGINT")],
  ] as const) {
    it(`ends with its program ${how}`, async () => {
      const host = await Host.start();
      const folder = project(staying);
      host.run(runRequest(folder)).catch(() => {});
      const pid = await pidOf(folder);
      const ended = once(host.child, "exit");
      part(host);
      await ended;
      assert.equal(await gone(pid), true);
    });
  }
});
