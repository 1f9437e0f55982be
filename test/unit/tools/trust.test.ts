import assert from "node:assert/strict";
import { chmodSync, chownSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, removeScratch, scratch } from "../scripts/support/scripts";

interface Trust {
  refuseForeignWrites(cache: string, folder: string): void;
  keepOthersOut(folder: string): void;
}

interface Cached {
  above: string;
  cache: string;
  folder: string;
  bin: string;
  binary: string;
}

function cached(): Cached {
  const above = scratch();
  const cache = join(above, "cache");
  const folder = join(cache, "pulumi-3.0.0");
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const binary = join(bin, "pulumi");
  writeFileSync(binary, "", { mode: 0o755 });
  for (const path of [cache, folder, bin]) chmodSync(path, 0o755);
  return { above, cache, folder, bin, binary };
}

describe("The cache of engines", () => {
  let trust: Trust;
  before(async function () {
    if (process.platform === "win32") this.skip();
    trust = await load<Trust>("../tools/engine/trust.mjs");
  });
  afterEach(removeScratch);

  const refusal = ({ cache, folder }: Cached) => {
    try {
      trust.refuseForeignWrites(cache, folder);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("is used when only this user may write it, whoever may read it", () => {
    const place = cached();
    assert.equal(refusal(place), "");
    chmodSync(place.cache, 0o700);
    chmodSync(place.above, 0o1777);
    assert.equal(refusal(place), "");
  });

  for (const part of ["cache", "folder", "bin", "binary"] as const) {
    for (const mode of [0o775, 0o757, 0o777, 0o1777]) {
      it(`is refused when its ${part} has the mode ${mode.toString(8)}`, () => {
        const place = cached();
        chmodSync(place[part], mode);
        const message = refusal(place);
        assert.ok(message.includes(`${place[part]} is writable by other users`), message);
        assert.ok(message.includes(`remove ${place.cache}`) && message.includes("PULUMI_TENCENT_CHAT_CACHE"));
      });
    }

    it(`is refused when its ${part} belongs to another user`, function () {
      if (process.getuid?.() !== 0) this.skip();
      const place = cached();
      chownSync(place[part], 12345, 12345);
      const message = refusal(place);
      assert.ok(message.includes(`${place[part]} belongs to the user 12345`), message);
    });
  }

  it("is refused when another program beside the engine may be written by others", () => {
    const place = cached();
    const companion = join(place.bin, "pulumi-language-nodejs");
    writeFileSync(companion, "");
    chmodSync(companion, 0o766);
    assert.ok(refusal(place).includes(companion));
  });

  it("is refused when everybody may put another folder in its place", () => {
    const place = cached();
    chmodSync(place.above, 0o777);
    assert.ok(refusal(place).includes(`${place.above} is writable by everybody`));
  });

  it("is refused when a link leads elsewhere", () => {
    const place = cached();
    symlinkSync("/bin/sh", join(place.bin, "pulumi-resource-x"));
    assert.match(refusal(place), /pulumi-resource-x is a link/);
  });

  it("is made so that only this user may enter it, and written so that only this user may write it", () => {
    const above = scratch();
    const cache = join(above, "new", "cache");
    const before = process.umask(0);
    try {
      trust.refuseForeignWrites(cache, join(cache, "pulumi-3.0.0"));
      assert.equal(lstatSync(cache).mode & 0o777, 0o700);
      mkdirSync(join(cache, "pulumi-3.0.0/bin"), { recursive: true });
      writeFileSync(join(cache, "pulumi-3.0.0/bin/pulumi"), "", { mode: 0o777 });
    } finally {
      process.umask(before);
    }
    trust.keepOthersOut(join(cache, "pulumi-3.0.0"));
    assert.equal(lstatSync(join(cache, "pulumi-3.0.0/bin/pulumi")).mode & 0o777, 0o755);
    trust.refuseForeignWrites(cache, join(cache, "pulumi-3.0.0"));
  });
});
