import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Client, emulating, type HttpReply, sorted } from "./support";

function asBrowser(client: Client): Promise<HttpReply> {
  return client.send({ path: "/", headers: { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
}

/** The paths of what a document names in `href`, `src` or an import. */
function namedIn({ text }: HttpReply): string[] {
  return [...text.matchAll(/(?:href|src|from) ?=?"((?:\/|\.\/)[^"]+)"/g)].map(([, path = ""]) => path);
}

describe("the page of the emulator", () => {
  it("is HTML for a browser and a short text for everybody else", () =>
    emulating({}, async (client) => {
      const page = await asBrowser(client);
      assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
      assert.match(page.text, /^<!doctype html>/i);
      for (const accept of ["", "*/*", "text/plain"]) {
        const text = await client.send({ path: "/", headers: { Accept: accept } });
        assert.equal(text.headers["content-type"], "text/plain; charset=utf-8");
        assert.equal(text.headers.vary, page.headers.vary);
      }
    }));

  it("comes with every file that it names, each of its own type", () =>
    emulating({}, async (client) => {
      const types: Record<string, string> = { css: "text/css", mjs: "text/javascript", svg: "image/svg+xml" };
      const found = new Set<string>();
      const waiting = namedIn(await asBrowser(client));
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        const whole = path.replace("./", "/_emulator/page/");
        if (found.has(whole)) continue;
        found.add(whole);
        const reply = await client.send({ path: whole });
        assert.equal(reply.status, 200, whole);
        const type = types[whole.split(".").at(-1) ?? ""];
        assert.equal(reply.headers["content-type"], `${type}; charset=utf-8`, whole);
        if (type === "text/javascript") waiting.push(...namedIn(reply));
      }
      const files = readdirSync(join(__dirname, "../../../dist/emulator/page"));
      const served = files.filter((name) => name !== "index.html");
      assert.deepEqual(sorted(found), sorted(served.map((name) => `/_emulator/page/${name}`)));
    }));

  it("serves nothing else of its folder, nor of any other", () =>
    emulating({}, async (client) => {
      for (const name of ["tsconfig.json", "index.html", "../index.ts", "..%2findex.ts", ""])
        assert.equal((await client.send({ path: `/_emulator/page/${name}` })).status, 404, name);
    }));

  it("is under a policy that lets in nothing from elsewhere, no inline script and no frame", () =>
    emulating({}, async (client) => {
      for (const reply of [await asBrowser(client), await client.send({ path: "/_emulator/state" })]) {
        const policy = String(reply.headers["content-security-policy"]);
        assert.match(policy, /^default-src 'none'; /);
        assert.match(policy, /frame-ancestors 'none'/);
        assert.doesNotMatch(policy, /unsafe|\*|https?:/);
        assert.equal(reply.headers["x-content-type-options"], "nosniff");
        assert.equal(reply.headers["access-control-allow-origin"], undefined);
      }
    }));
});
