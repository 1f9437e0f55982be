import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { load, removeScratch, scratch, scriptUrl } from "../scripts/support/scripts";

interface Version {
  engineOnPath(
    range?: string,
    path?: string,
  ): Promise<{ pulumi: string; version: string } | { problem: string }>;
}

/** A folder with a `pulumi` that prints this text. */
function pulumiThatSays(text: string): string {
  const folder = scratch();
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\nprintf '%s\\n' '${text}'\n`, { mode: 0o755 });
  return folder;
}

describe("The engine on PATH", () => {
  let engineOnPath: Version["engineOnPath"];
  before(async function () {
    if (process.platform === "win32") this.skip();
    ({ engineOnPath } = await load<Version>("../tools/engine/version.mjs"));
  });
  afterEach(removeScratch);

  const taken = async (version: string, range?: string) =>
    "version" in (await engineOnPath(range, pulumiThatSays(version)));

  it("is taken in the range of the SDK that package.json names, a pre-release too", async () => {
    for (const version of ["v3.216.0", "3.216.0", "v3.999.1", "v3.260.0-alpha.1+build"])
      assert.equal(await taken(version), true, version);
    for (const version of ["v3.215.9", "v4.0.0", "v4.0.0-alpha.1", "v2.300.0"])
      assert.equal(await taken(version), false, version);
  });

  it("is held against any range that npm understands", async () => {
    for (const [range, inside, outside] of [
      ["^3.216", "3.274.1", "4.0.0"],
      ["~3.216.1", "3.216.9", "3.217.0"],
      [">=3.216 <3.300 || >=4.2", "4.2.0", "3.300.1"],
      ["3.216 - 3.220", "3.220.7", "3.221.0"],
      ["3.x", "3.1.0", "2.9.0"],
    ] as const) {
      assert.equal(await taken(inside, range), true, `${inside} in ${range}`);
      assert.equal(await taken(outside, range), false, `${outside} in ${range}`);
    }
  });

  it("is left, with the reason, when it is out of the range or says no version", async () => {
    const folder = pulumiThatSays("v3.1.0");
    assert.deepEqual(await engineOnPath("^3.216", folder), {
      problem: `${join(folder, "pulumi")} has version 3.1.0; ^3.216 is needed`,
    });
    for (const text of ["", "latest", "v3.x", "pulumi v3.259.0"]) {
      const found = await engineOnPath(undefined, pulumiThatSays(text));
      assert.ok("problem" in found && found.problem.includes(`says "${text}", which is not a version`));
    }
    assert.deepEqual(await engineOnPath(undefined, scratch()), { problem: "there is no `pulumi` on PATH" });
  });

  it("gives way to no engine in a cache that others may write", async () => {
    const cache = scratch();
    const { ENGINE } = await load<{ ENGINE: { version: string } }>("../tools/engine/go-build.mjs");
    const bin = join(cache, `pulumi-${ENGINE.version}-${process.platform}-${process.arch}`, "bin");
    mkdirSync(bin, { recursive: true });
    const ran = join(cache, "ran");
    writeFileSync(join(bin, "pulumi"), `#!/bin/sh\ntouch '${ran}'\necho v${ENGINE.version}\n`, {
      mode: 0o755,
    });
    chmodSync(bin, 0o777);
    const program = `import { ensureEngine } from "${scriptUrl("../tools/engine/ensure.mjs")}"; await ensureEngine();`;
    const env = { ...process.env, PATH: "/usr/bin:/bin", PULUMI_TENCENT_CHAT_CACHE: cache };
    const ensuring = promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { env });
    await assert.rejects(ensuring, /is writable by other users/);
    await assert.rejects(promisify(execFile)("ls", [ran]), /ENOENT|No such file/);
  });
});
