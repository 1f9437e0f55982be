import assert from "node:assert/strict";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { secretKey, seedOf, sign } from "../unit/emulator/support";
import { useBrowser } from "./support/browser";
import { commands, details, expect, expectTexts, requestRow, requestRows } from "./support/page";

const world = seedOf({
  groups: { "live-main": { type: "AVChatRoom" } },
  friendLists: { alice: ["family", "work"] },
});
const emulator = { seed: world } as const;
const addRobots = { GroupId: "live-main", Member_Account: ["bot-welcome"] };

describe("the request log on the page", () => {
  const browser = useBrowser();

  it("shows a request as it comes, without a reload, the newest first", () =>
    browser.visit({ emulator }, async ({ page, client, urls }) => {
      await expect(page.getByRole("region", { name: "Requests" })).toContainText("No requests yet.");
      await client.call(commands.addRobots, addRobots);
      await expect(requestRows(page)).toHaveCount(1);
      await expectTexts(requestRows(page).first(), commands.addRobots, "0 OK");
      await client.call(commands.addRobot, { RoomId: "nowhere", Member_Account: "bot" });
      await expectTexts(requestRows(page).first(), commands.addRobot, "100004 FAIL");
      assert.equal(urls.filter((url) => new URL(url).pathname === "/").length, 1);
    }));

  it("shows what came before it was opened", async () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await client.call(commands.groupGet, { From_Account: "alice" });
      await page.reload();
      await expect(requestRows(page).first()).toContainText(commands.groupGet);
    }));

  it("shows a request that waits for its answer", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      running.addFault({ command: "*", kind: "hang" });
      const unanswered = client.call(commands.groupGet, { From_Account: "alice" }).catch(() => undefined);
      await expect(requestRows(page).first()).toContainText("waiting (hang)");
      await requestRows(page).first().click();
      await expect(details(page)).toContainText("Not answered yet.");
      client.close();
      await unanswered;
    }));

  it("shows the answer of a selected request when it comes", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      running.addFault({ command: "*", kind: "latency", milliseconds: 1000 });
      const answered = client.call(commands.groupGet, { From_Account: "alice" });
      await requestRows(page).first().click();
      await answered;
      await expect(requestRows(page).first()).toContainText("0 (latency)");
      await expectTexts(details(page), "0 (latency)", '"CurrentSequence"');
      assert.equal(await requestRows(page).count(), 1);
    }));

  it("shows the body and the answer of a selected request, and no UserSig", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      const usersig = sign();
      const answer = await client.call(commands.groupGet, { From_Account: "alice", usersig }, { usersig });
      await requestRow(page, commands.groupGet).click();
      const text = async (name: string) =>
        JSON.parse((await details(page).getByRole("region", { name }).textContent()) ?? "");
      await expectTexts(details(page), commands.groupGet, "0 OK", "number 1");
      assert.deepEqual(await text("Body"), { From_Account: "alice", usersig: "[redacted]" });
      assert.deepEqual(await text("Answer"), answer);
      const all = await page.content();
      for (const secret of [usersig, secretKey]) assert.equal(all.includes(secret), false);
    }));

  it("says so when a request had no JSON and got none", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      running.addFault({ command: "*", kind: "notJson" });
      await client.post(commands.groupGet, "{");
      await requestRows(page).first().click();
      await expectTexts(details(page), "the body was no JSON", "no complete JSON was answered");
    }));

  it("is narrowed by words that may be anywhere in a request, and by outcome", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      await client.call(commands.addRobots, addRobots);
      await client.call(commands.groupGet, { From_Account: "alice" });
      await client.call(commands.groupGet, { From_Account: "nobody" });
      running.addFault({ command: "*", kind: "status" });
      await client.post(commands.addRobots, "{}");
      await expect(requestRows(page)).toHaveCount(4);
      const filter = page.getByRole("searchbox", { name: "Filter the requests" });
      const outcome = page.getByRole("combobox", { name: "Outcome" });
      for (const [words, kind, numbers] of [
        ["group_get", "All outcomes", ["3", "2"]],
        ["BOT-welcome", "All outcomes", ["1"]],
        ["group_get nobody", "All outcomes", ["3"]],
        ["30003", "All outcomes", ["3"]],
        ["", "Succeeded", ["2", "1"]],
        ["", "Failed", ["3"]],
        ["", "Met a fault", ["4"]],
        ["alice", "Failed", []],
        ["", "All outcomes", ["4", "3", "2", "1"]],
      ] as const) {
        await filter.fill(words);
        await outcome.selectOption(kind);
        await expect(requestRows(page)).toHaveCount(numbers.length);
        const shown = await requestRows(page).locator("td:first-child").allTextContents();
        assert.deepEqual(shown, numbers, `${words} ${kind}`);
      }
    }));

  it("lets in only what the filter lets through", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await page.getByRole("searchbox", { name: "Filter the requests" }).fill("group_get");
      await client.call(commands.addRobots, addRobots);
      await client.call(commands.groupGet, { From_Account: "alice" });
      await expect(page.getByRole("region", { name: "Requests" })).toContainText("1 of 2");
      await expect(requestRows(page)).toHaveCount(1);
    }));

  it("is empty after a reset, which has to be confirmed", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      await client.call(commands.groupGet, { From_Account: "alice" });
      await requestRows(page).first().click();
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
      assert.equal(running.requests().length, 1);
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Empty it" }).click();
      await expect(requestRows(page)).toHaveCount(0);
      await expect(details(page)).toContainText("Select a request");
      assert.deepEqual(running.requests(), []);
    }));

  it("goes on with a new emulator at the same address, and shows nothing of the old one", () =>
    browser.visit({ emulator, complaint: /net::ERR_/ }, async ({ page, client, emulator: running }) => {
      await client.call(commands.groupGet, { From_Account: "alice" });
      await expect(requestRows(page)).toHaveCount(1);
      await running.stop();
      await page.getByText("no connection, trying again").waitFor();
      const next = await startEmulator({ port: running.port, seed: seedOf({ accounts: ["new"] }) });
      try {
        await page.getByText("live", { exact: true }).waitFor();
        await expect(requestRows(page)).toHaveCount(0);
        await expect(page.getByRole("group", { name: "Accounts" })).toContainText("new");
      } finally {
        await next.stop();
      }
    }));

  it("keeps the newest 500 of very many requests", () =>
    browser.visit({ emulator: { requestsPerSecond: 0 } }, async ({ page, client }) => {
      for (let at = 1; at <= 1200; at += 1) await client.call(commands.groupGet, { at });
      await expect(requestRows(page).first()).toContainText("1200");
      await expect(requestRows(page)).toHaveCount(500);
    }));
});
