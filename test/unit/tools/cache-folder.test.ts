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

  const [own, xdg] = [{ PULUMI_TENCENT_CHAT_CACHE: "/mine" }, { XDG_CACHE_HOME: "/xdg" }];
  for (const [what, env, platform, home, folder] of [
    ["the one that the user names for this project", { ...own, ...xdg }, "linux", "/home/a", /^\/mine$/],
    ["in the user's cache folder where one is set", xdg, "darwin", "/home/a", /^\/xdg\/pulumi-tencent-chat$/],
    ["on Linux", {}, "linux", "/home/a", /^\/home\/a\/\.cache\/pulumi-tencent-chat$/],
    ["on macOS", {}, "darwin", "/Users/a", /^\/Users\/a\/Library\/Caches\/pulumi-tencent-chat$/],
    ["on Windows", { LOCALAPPDATA: "C:\\Local" }, "win32", "C:\\a", /^C:\\Local.pulumi-tencent-chat$/],
  ] as const) {
    it(`is ${what}`, () => assert.match(cacheFolder(env, platform, home), folder));
  }
});
