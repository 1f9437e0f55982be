import assert from "node:assert/strict";
import { load } from "../scripts/support/scripts";

interface Cache {
  cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string;
}

describe("The cache folder", () => {
  let cacheFolder: Cache["cacheFolder"];
  before(async () => {
    ({ cacheFolder } = await load<Cache>("../tools/engine/cache.mjs"));
  });

  it("is the one that the user names for this project", () => {
    const env = { PULUMI_TENCENT_CHAT_CACHE: "/mine", XDG_CACHE_HOME: "/xdg" };
    assert.equal(cacheFolder(env, "linux", "/home/a"), "/mine");
  });

  it("lies in the user's cache folder where one is set", () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/xdg" }, "darwin", "/home/a"), "/xdg/pulumi-tencent-chat");
  });

  it("lies where each system keeps caches otherwise", () => {
    assert.equal(cacheFolder({}, "linux", "/home/a"), "/home/a/.cache/pulumi-tencent-chat");
    assert.equal(cacheFolder({}, "darwin", "/Users/a"), "/Users/a/Library/Caches/pulumi-tencent-chat");
    assert.match(
      cacheFolder({ LOCALAPPDATA: "C:\\Local" }, "win32", "C:\\a"),
      /^C:\\Local.pulumi-tencent-chat$/,
    );
  });
});
