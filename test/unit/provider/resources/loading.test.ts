import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";

const root = join(__dirname, "../../../..");

/** What a fresh process has loaded from outside of the SDK once it has loaded the package, as paths in this repository. */
function loadedWith(module: string): string[] {
  const text = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    require(${JSON.stringify(module)});
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
  `;
  const said = execFileSync(process.execPath, ["-e", text], { cwd: root, encoding: "utf8" });
  return (JSON.parse(said) as string[]).map((file) => relative(root, file).replaceAll("\\", "/"));
}

describe("loading the package", () => {
  it("brings a program its resources, how a path is written and a name: neither the client nor a library", () => {
    const files = loadedWith("pulumi-tencent-chat");
    assert.notEqual(files.length, 0);
    assert.deepEqual(
      files.filter(
        (file) =>
          !/^dist\/provider\/(announcements|index|check-declared|declaration|incomparable|printable|secret-names|resources\/[\w-]+|configuration\/(keys|path|secret-key))\.js$/.test(
            file,
          ),
      ),
      [],
    );
  });

  it("brings the provider host the client, but the HTTP library only with the first request", () => {
    const files = loadedWith("pulumi-tencent-chat/host");
    assert.ok(files.includes("dist/provider/client/client.js"));
    assert.deepEqual(
      files.filter((file) => /node_modules\/(node-fetch|https-proxy-agent|proxy-from-env)\//.test(file)),
      [],
    );
  });
});
