import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, removeScratch, scratch } from "../scripts/support/scripts";

interface Way {
  label: string;
  get(folder: string): Promise<void>;
}
interface Ways {
  firstThatWorks(folder: string, whyNotOwn: string, log: (line: string) => void, ways: Way[]): Promise<void>;
}

const failing = (name: string, reason: string): Way => ({
  label: `the ${name}`,
  get: async (folder) => {
    writeFileSync(join(folder, `half of ${name}`), "");
    throw new Error(reason);
  },
});

describe("Getting an engine", () => {
  let firstThatWorks: Ways["firstThatWorks"];
  before(async () => {
    ({ firstThatWorks } = await load<Ways>("../tools/engine/ways.mjs"));
  });
  afterEach(removeScratch);

  it("goes on to the next way in an empty folder when one fails", async () => {
    const folder = scratch();
    const good: Way = {
      label: "the good one",
      get: async (place) => {
        assert.deepEqual(readdirSync(place), []);
        writeFileSync(join(place, "engine"), "");
      },
    };
    await firstThatWorks(folder, "too old", () => {}, [failing("first", "no network"), good]);
    assert.deepEqual(readdirSync(folder), ["engine"]);
  });

  it("says, when none works, what was tried, why each failed, and what a person can do", async () => {
    const ways = [failing("installer", "no network"), failing("build", "there is no `go` on PATH")];
    await assert.rejects(
      firstThatWorks(scratch(), "version 3.1.0 is too old", () => {}, ways),
      (error: Error) => {
        assert.match(error.message, /PATH: version 3\.1\.0 is too old/);
        assert.match(error.message, /the installer: no network/);
        assert.match(error.message, /the build: there is no `go` on PATH/);
        assert.match(error.message, /install the Pulumi CLI >=3\.216 <4 and put it on PATH/);
        assert.match(error.message, /install Go 1\.\d+\.\d+ or newer/);
        return true;
      },
    );
  });
});
