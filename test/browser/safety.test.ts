import assert from "node:assert/strict";
import type { Page } from "@playwright/test";
import { type Emulator, type EmulatorOptions, startEmulator } from "pulumi-tencent-chat/emulator";
import { serve } from "../support/listening";
import { Client, restPath, sdkAppId, seedOf } from "../unit/emulator/support";
import { type TestBrowser, useBrowser } from "./support/browser";
import { commands, details, expect, expectTexts, faultRows, requestRows, serviceTable } from "./support/page";

const hostile = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  `"><b onclick='alert(1)'>`,
  "javascript:alert(1)",
  "$" + "{alert(1)}",
];
const evil = seedOf({
  groups: Object.fromEntries(hostile.map((id) => [id, { type: "AVChatRoom", robots: ["<i>bot</i>"] }])),
  rooms: { "<style>*{display:none}</style>": { type: "Conference" } },
  friendLists: { "<u>ann</u>": ["<s>list</s>"] },
});

/** Runs a web site of its own on another port, whose page does nothing by itself. */
async function onAnotherSite(use: (url: string, visits: readonly string[]) => Promise<void>): Promise<void> {
  const visits: string[] = [];
  const { url, stop } = await serve((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>another site</title>");
  });
  try {
    await use(`${url}/`, visits);
  } finally {
    await stop();
  }
}

const routesToTry: readonly { does: string; method: string; route: string; body?: object }[] = [
  { does: "reads the state", method: "GET", route: "state" },
  { does: "reads the requests", method: "GET", route: "requests" },
  { does: "follows the events", method: "GET", route: "events" },
  { does: "resets", method: "POST", route: "reset", body: {} },
  { does: "seeds", method: "POST", route: "seed", body: { [sdkAppId]: { accounts: ["planted"] } } },
  { does: "sets a fault", method: "POST", route: "faults", body: { command: "*", kind: "hang" } },
  { does: "clears the faults", method: "DELETE", route: "faults", body: {} },
];

/** What a page can do to another origin, as a script in that page, which tells what it has got. */
const attacks: readonly { readonly does: string; readonly script: (url: string) => string }[] = [
  ...routesToTry.flatMap(({ does, method, route, body }) =>
    ["cors", "no-cors"].map((mode) => ({
      does: `${does} by fetch in mode ${mode}`,
      script: (url: string) => {
        const options = JSON.stringify({ method, mode, ...(body && { body: JSON.stringify(body) }) });
        return `fetch("${url}/_emulator/${route}", ${options}).then((reply) => reply.text()).catch(() => "")`;
      },
    })),
  ),
  {
    does: "sends a form",
    script: (url) => `new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.name = "target";
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", action: "${url}/_emulator/reset", target: "target" });
      document.body.append(frame, form);
      // Only now: an empty frame has been loaded as soon as it is there.
      frame.onload = () => done("");
      form.submit();
    })`,
  },
  {
    does: "puts it into a frame and looks inside",
    script: (url) => `new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.onload = () => {
        try { done(frame.contentDocument?.body.textContent ?? ""); } catch { done(""); }
      };
      frame.src = "${url}/";
      document.body.append(frame);
    })`,
  },
  {
    does: "loads the state as a script, and the events as an image",
    script: (
      url,
    ) => `Promise.all([["script", "state"], ["img", "events"]].map(([tag, route]) => new Promise((done) => {
      const element = document.createElement(tag);
      element.onload = () => done("loaded");
      element.onerror = () => done("");
      element.src = "${url}/_emulator/" + route;
      document.body.append(element);
    }))).then((all) => all.join(""))`,
  },
  {
    does: "opens an EventSource",
    script: (url) => `new Promise((done) => {
      const source = new EventSource("${url}/_emulator/events");
      source.addEventListener("state", ({ data }) => done(data));
      source.onerror = () => done("");
    })`,
  },
];

const account = JSON.stringify({ UserID: "planted" });
const importPath = restPath("im_open_login_svc/account_import");
const wrongSigPath = restPath("im_open_login_svc/account_import", { usersig: "x" });

/** A REST call that a script makes as often as is asked, in a mode of fetch. */
function fetches(path: string, mode: string, times: number) {
  const options = JSON.stringify({ method: "POST", mode, body: account });
  return (url: string) => `Promise.all(Array.from({ length: ${times} }, () =>
    fetch("${url}${path}", ${options}).then((reply) => reply.text()).catch(() => "")
  )).then((all) => all.join(""))`;
}

/** What a page can do to the REST API of another origin: the SecretKey of the default app is public, so anyone can sign. */
const restAttacks: typeof attacks = [
  ...["cors", "no-cors"].flatMap((mode) => [
    { does: `creates an account by fetch in mode ${mode}`, script: fetches(importPath, mode, 1) },
    {
      does: `sends ten wrong UserSigs by fetch in mode ${mode}`,
      script: fetches(wrongSigPath, mode, 10),
    },
    { does: `uses up faults by fetch in mode ${mode}`, script: fetches("/v4/a/b", mode, 3) },
  ]),
  {
    does: "sends a beacon",
    script: (url) =>
      `navigator.sendBeacon("${url}${importPath}", ${JSON.stringify(account)}) && new Promise((done) => setTimeout(done, 300, ""))`,
  },
  {
    does: "sends a form whose text is JSON",
    script: (url) => `new Promise((done) => {
      const frame = Object.assign(document.createElement("iframe"), { name: "target" });
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", action: "${url}${importPath}", target: "target", enctype: "text/plain" });
      form.append(Object.assign(document.createElement("input"), { name: '{"UserID":"planted","x":"', value: '"}' }));
      document.body.append(frame, form);
      frame.onload = () => done("");
      form.submit();
    })`,
  },
  {
    does: "loads it as an image, a script, a style and a frame",
    script: (url) => `Promise.all(["img", "script", "link", "iframe"].map((tag) => new Promise((done) => {
      const element = document.createElement(tag);
      element.onload = element.onerror = () => done("");
      if (tag === "link") element.rel = "stylesheet";
      element[tag === "link" ? "href" : "src"] = "${url}${importPath}";
      document.body.append(element);
    }))).then((all) => all.join(""))`,
  },
  {
    does: "opens it in a window",
    script: (url) => `window.open("${url}${importPath}") && new Promise((done) => setTimeout(done, 500, ""))`,
  },
  {
    does: "opens a WebSocket",
    script: (url) => `new Promise((done) => {
      const socket = new WebSocket("${url.replace("http", "ws")}/v4/a/b");
      socket.onopen = () => done("open");
      socket.onerror = () => done("");
    })`,
  },
];

describe("the page and what others put on it", () => {
  const browser = useBrowser();

  it("shows hostile names as text", () =>
    browser.visit({ emulator: { seed: evil } }, async ({ page }) => {
      const ids = await serviceTable(page, "Groups").locator("tbody th").allTextContents();
      assert.deepEqual(ids, hostile);
      await expect(serviceTable(page, "Rooms")).toContainText("<style>*{display:none}</style>");
      await expectTexts(serviceTable(page, "Friend lists"), "<u>ann</u>", "<s>list</s>");
      for (const tag of ["script:not([src])", "b", "i", "u", "s", "style", "img:not([alt=''])"])
        assert.equal(await page.locator(`body ${tag}`).count(), 0, tag);
    }));

  it("shows hostile commands, bodies, answers and faults as text", () =>
    browser.visit({ emulator: { seed: evil } }, async ({ page, client, emulator }) => {
      page.on("dialog", () => assert.fail("a script has run"));
      const [image = "", script = ""] = hostile;
      await client.call(commands.addRobots, { GroupId: image, Member_Account: [script], [script]: image });
      await client.call(`sns/${encodeURIComponent(image)}`, {});
      await client
        .send({ method: "POST", path: `/v4/sns/${image.replaceAll(" ", "\t")}`, body: "{}" })
        .catch(() => undefined);
      emulator.addFault({ command: "<img src=x>/<b>x", kind: "hang" });
      await expect(faultRows(page).first()).toContainText("<img src=x>/<b>x");
      await expect(requestRows(page).last()).toContainText(commands.addRobots);
      await requestRows(page).last().click();
      await expectTexts(details(page), JSON.stringify(script), JSON.stringify(image));
      assert.equal(await page.locator("main :is(img, b, script)").count(), 0);
    }));

  it("asks nothing of any other origin", () =>
    browser.visit({ emulator: { seed: evil } }, async ({ page, client, emulator, urls }) => {
      await client.call(commands.groupGet, { From_Account: "alice" });
      await expect(requestRows(page)).toHaveCount(1);
      await requestRows(page).first().click();
      await page.getByLabel("ErrorCode", { exact: true }).fill("10002");
      await page.getByRole("button", { name: "Set fault" }).click();
      await expect(faultRows(page)).toHaveCount(1);
      assert.ok(urls.length > 5);
      assert.deepEqual(
        urls.filter((url) => new URL(url).origin !== emulator.url),
        [],
      );
    }));

  it("could not be made to run a script or to ask elsewhere, even if a text became part of it", () =>
    onAnotherSite((site, visits) =>
      browser.visit({ complaint: /Content Security Policy|Trusted|CSP/ }, async ({ page }) => {
        const done = await page.evaluate(async (outside) => {
          const attempts: Record<string, () => unknown> = {
            "made HTML of a text": () => {
              document.body.innerHTML = "<b>changed</b>";
            },
            "ran an attribute": () => {
              const button = document.createElement("button");
              button.setAttribute("onclick", "document.title = 'struck'");
              button.click();
              if (document.title !== "struck") throw new Error("it was not run");
            },
            "fetched from elsewhere": () => fetch(outside, { mode: "no-cors" }),
            "loaded a picture from elsewhere": () =>
              new Promise((resolve, reject) => {
                const picture = Object.assign(new Image(), { onload: resolve, onerror: reject });
                picture.src = outside;
              }),
          };
          const successes = [];
          for (const [what, attempt] of Object.entries(attempts)) {
            try {
              await attempt();
              successes.push(what);
            } catch {
              // As it should be.
            }
          }
          return successes;
        }, site);
        assert.deepEqual(done, []);
        assert.deepEqual(visits, []);
      }),
    ));
});

/** A page that is nowhere yet, and an emulator with something to lose, which ends with the test. */
async function withEmulator(
  browser: TestBrowser,
  use: (page: Page, emulator: Emulator) => Promise<void>,
  options: EmulatorOptions = {},
): Promise<void> {
  const emulator = await startEmulator({ seed: seedOf({ accounts: ["precious"] }), ...options });
  const page = await browser.page();
  try {
    await use(page, emulator);
  } finally {
    await page.context().close();
    await emulator.stop();
  }
}

/** Runs a script in a page of another site, which may get nothing by it. */
const getsNothing = (page: Page, script: string): Promise<void> =>
  onAnotherSite(async (site) => {
    await page.goto(site);
    assert.equal(await page.evaluate(script), "");
  });

describe("a page of another site", () => {
  const browser = useBrowser();

  for (const { does, script } of attacks) {
    it(`gets nothing and changes nothing when it ${does}`, () =>
      withEmulator(browser, async (page, emulator) => {
        emulator.addFault({ command: "*", kind: "hang", skip: 7 });
        const before = [emulator.state(), emulator.faults()];
        await getsNothing(page, script(emulator.url));
        assert.deepEqual([emulator.state(), emulator.faults()], before);
      }));
  }

  for (const { does, script } of restAttacks) {
    it(`gets nothing, changes nothing and uses up nothing when it ${does}`, () =>
      withEmulator(browser, async (page, emulator) => {
        emulator.addFault({ command: "*", kind: "errorCode", errorCode: 10002 });
        const before = [emulator.state(), emulator.faults()];
        await getsNothing(page, script(emulator.url));
        assert.deepEqual([emulator.state(), emulator.faults()], before);
        const tried = emulator.requests();
        assert.ok(tried.length > 0, "the browser sent it");
        assert.deepEqual(
          tried.map(({ errorCode, refused }) => [errorCode, refused]),
          tried.map(() => [null, "the request comes from a page of another site"]),
        );
        emulator.clearFaults();
        const client = new Client(emulator.url);
        const answer = await client.call("im_open_login_svc/account_import", { UserID: "mine" });
        client.close();
        assert.equal(answer.ErrorCode, 0, "nobody is locked out");
      }));
  }

  it("gets nothing either when its own name leads to this machine", () =>
    withEmulator(browser, async (page, emulator) => {
      // *.localhost is always this machine, and is as foreign to the emulator as a name that was bent to it.
      const reply = await page.goto(`http://rebound.localhost:${emulator.port}/_emulator/state`);
      assert.equal(reply?.status(), 403);
      assert.equal((await page.content()).includes("precious"), false);
    }));

  it("may have a link that leads here", () =>
    withEmulator(browser, (page, emulator) =>
      onAnotherSite(async (site) => {
        await page.goto(site);
        await page.evaluate((url) => {
          const link = Object.assign(document.createElement("a"), { href: url });
          document.body.append(link);
          link.click();
        }, emulator.url);
        await page.getByText("live", { exact: true }).waitFor();
      }),
    ));
});

describe("a site whose name is bent to this machine", () => {
  const browser = useBrowser("--host-resolver-rules=MAP attacker.example 127.0.0.1");

  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    it(`reads and changes nothing of an emulator that listens on ${host}`, () =>
      withEmulator(
        browser,
        async (page, emulator) => {
          const before = emulator.state();
          const site = `http://attacker.example:${emulator.port}`;
          // What the page's own address answers: same-origin for the browser, so that only the name tells.
          const reply = await page.goto(`${site}/`);
          assert.equal(reply?.status(), 403);
          for (const path of [importPath, "/_emulator/reset", "/_emulator/seed"])
            assert.match(
              String(await page.evaluate(fetches(path, "cors", 1)(site))),
              /^\{"error":"refused: /,
            );
          for (const route of ["state", "requests", "events"]) {
            const text = await page.evaluate(`fetch("/_emulator/${route}").then((reply) => reply.text())`);
            assert.match(String(text), /^\{"error":"refused: /);
          }
          assert.deepEqual(emulator.state(), before);
          assert.match(emulator.requests()[0]?.refused ?? "", /Host header.*attacker\.example/);
        },
        { host },
      ));
  }
});

describe("the log on the page", () => {
  const browser = useBrowser();

  it("shows what was refused and why, and texts whose characters act as escapes", () =>
    browser.visit({}, async ({ page, client, emulator }) => {
      emulator.seed(seedOf({ groups: { g: { type: "Public", name: "one\u202eowt\u001b[31m" } } }));
      await client.send({ method: "POST", path: importPath, headers: { Origin: "null" }, body: account });
      await expectTexts(requestRows(page).first(), "im_open_login_svc/account_import", "refused");
      await requestRows(page).first().click();
      await expect(details(page)).toContainText("the request comes from a page of another site");
      await expect(serviceTable(page, "Groups")).toContainText("one\\u{202e}owt\\u{1b}[31m");
    }));
});
