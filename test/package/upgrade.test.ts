import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app, Stack } from "../engine/support/stack";
import { consumer, repository } from "./support/consumer";
import { files, recordings } from "./support/upgrade";

describe("A state that an earlier version wrote", () => {
  const versions = readdirSync(recordings);

  it("is recorded with every release: `npm run record:state`", () => {
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      version: string;
    };
    assert.ok(versions.includes(version), version);
  });

  for (const version of versions) {
    it(`is read, left as it is and taken away by the packed package: ${version}`, async () => {
      const textOf = (file: keyof typeof files): string =>
        readFileSync(join(recordings, version, files[file]), "utf8");
      const seed = JSON.parse(textOf("service"))[app.sdkAppId];
      const stack = await Stack.open({ seed, parent: await consumer("npm") });
      try {
        stack.write(textOf("program"));
        await stack.succeed(
          "stack",
          "import",
          "--stack",
          "test",
          "--file",
          join(recordings, version, files.state),
        );
        const before = stack.service;
        await stack.preview("--expect-no-changes");
        await stack.refresh("--expect-no-changes");
        await stack.up("--expect-no-changes");
        assert.deepEqual(stack.service, before);
        await stack.destroy();
        assert.deepEqual([stack.robotsOf("live"), stack.robotsOf("room")], [[], []]);
      } finally {
        await stack.close();
      }
    });
  }
});
