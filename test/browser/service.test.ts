import assert from "node:assert/strict";
import { sdkAppId, seedOf } from "../unit/emulator/support";
import { useBrowser } from "./support/browser";
import { commands, expect, expectTexts, requestRow, serviceTable } from "./support/page";

const world = seedOf({
  accounts: ["lonely"],
  groups: {
    "live-main": { type: "AVChatRoom", members: ["viewer"], robots: ["bot-welcome"] },
    team: { type: "Work", members: ["alice"] },
  },
  rooms: { standup: { type: "Conference", members: ["alice"], robots: ["bot-minutes"] } },
  friendLists: { alice: ["family", "work"] },
});

describe("the service on the page", () => {
  const browser = useBrowser();

  it("shows groups and rooms with their robots, accounts and friend lists", () =>
    browser.visit({ emulator: { seed: world } }, async ({ page }) => {
      const row = (table: string, id: string) => serviceTable(page, table).locator("tr", { hasText: id });
      await expectTexts(row("Groups", "live-main"), "AVChatRoom", "viewer", "bot-welcome");
      await expectTexts(row("Groups", "team"), "Work", "alice");
      await expectTexts(row("Rooms", "standup"), "Conference", "alice", "bot-minutes");
      await expectTexts(row("Friend lists", "alice"), "family", "work");
      const accounts = page.getByRole("group", { name: "Accounts" }).getByRole("listitem");
      assert.deepEqual(await accounts.allTextContents(), [
        ...["alice", "bot-minutes", "bot-welcome", "lonely", "viewer"],
      ]);
    }));

  it("shows the robots of a group that is seeded while it is open", () =>
    browser.visit({}, async ({ page, emulator }) => {
      emulator.seed(world);
      await expectTexts(serviceTable(page, "Groups"), "live-main", "bot-welcome");
    }));

  it("shows what a request has changed", () =>
    browser.visit({ emulator: { seed: world } }, async ({ page, client }) => {
      await client.call(commands.addRobots, { GroupId: "live-main", Member_Account: ["bot-new"] });
      await expect(serviceTable(page, "Groups")).toContainText("bot-welcome");
      assert.equal(
        await client.code(commands.groupDelete, { From_Account: "alice", GroupName: ["work"] }),
        0,
      );
      const lists = serviceTable(page, "Friend lists").getByRole("listitem");
      await expect(lists).toHaveCount(1);
      assert.deepEqual(await lists.allTextContents(), ["family"]);
    }));

  it("removes a robot and a group by their buttons, and shows that as done by hand", () =>
    browser.visit({ emulator: { seed: world } }, async ({ page, emulator }) => {
      await page.getByRole("button", { name: "Remove robot bot-welcome of group live-main" }).click();
      await expect(serviceTable(page, "Groups")).not.toContainText("bot-welcome");
      await page.getByRole("button", { name: "Remove group team", exact: true }).click();
      await expect(serviceTable(page, "Groups")).not.toContainText("team");
      await expect(requestRow(page, "remove robot")).toContainText("by hand");
      const groups = emulator.state()[sdkAppId]?.groups ?? {};
      assert.deepEqual(groups, { "live-main": { type: "AVChatRoom", members: ["viewer"], robots: [] } });
    }));

  it("keeps several apps apart", () => {
    const app = (id: number) => ({ sdkAppId: id, secretKey: `key-of-${id}`, identifier: "administrator" });
    const apps = [app(1400000001), app(1400000002)];
    const seed = { 1400000001: { accounts: ["first"] }, 1400000002: { accounts: ["second"] } };
    return browser.visit({ emulator: { apps, seed } }, async ({ page, client }) => {
      for (const [id, account] of [
        ["1400000001", "first"],
        ["1400000002", "second"],
      ] as const) {
        const items = page.getByRole("region", { name: `App ${id}` }).getByRole("listitem");
        assert.deepEqual(await items.allTextContents(), [account]);
      }
      await client.call(commands.groupGet, {}, { sdkappid: "1400000002" });
      await expect(page.getByRole("grid").getByRole("gridcell", { name: "1400000002" })).toContainText(
        "1400000002",
      );
    });
  });

  it("is narrowed by its filter, which says how much it leaves", () =>
    browser.visit({ emulator: { seed: world } }, async ({ page }) => {
      await page.getByRole("searchbox", { name: "Filter the service" }).fill("BOT-WELCOME");
      await expect(serviceTable(page, "Groups").locator("tbody tr")).toHaveCount(1);
      await expect(serviceTable(page, "Groups")).toContainText("live-main");
      await expect(page.getByRole("group", { name: "Groups" })).toContainText("1 of 2");
      await expectTexts(page.getByRole("group", { name: "Rooms" }), "0 of 1", "None.");
    }));

  it("leaves a part closed that was closed, when something changes", () =>
    browser.visit({ emulator: { seed: world } }, async ({ page, emulator }) => {
      const groups = page.getByRole("group", { name: "Groups" });
      await groups.locator("summary").click();
      emulator.seed(seedOf({ groups: { more: { type: "Work" } } }));
      await expect(groups).toContainText("3");
      assert.equal(await serviceTable(page, "Groups").count(), 0);
    }));

  it("shows a part that a later version may hold, as entries by ID", () =>
    browser.visit({}, async ({ page, emulator }) => {
      // No command fills it as yet, so the answer of the emulator is replaced on its way.
      const state = emulator.state()[sdkAppId];
      const later = { ...state, later: { "@RBT#1": { Nick: "Robot", Count: 3, Names: ["a", "b"] } } };
      const body = `event: state\ndata: ${JSON.stringify({ [sdkAppId]: later })}\n\n`;
      await page.route("**/_emulator/events", (route) =>
        route.fulfill({ contentType: "text/event-stream", body }),
      );
      await page.reload();
      await expectTexts(serviceTable(page, "Later"), "@RBT#1", "Nick", "Robot", "3", "a", "b");
    }));

  it("stays usable with very many accounts: shows some, counts all, finds each", () => {
    const accounts = Array.from({ length: 5000 }, (_, at) => `account-${at}`);
    return browser.visit({ emulator: { seed: seedOf({ accounts }) } }, async ({ page }) => {
      const part = page.getByRole("group", { name: "Accounts" });
      await expectTexts(part, "5000", "and 4940 more");
      assert.equal(await part.getByRole("listitem").count(), 61);
      await page.getByRole("searchbox", { name: "Filter the service" }).fill("account-4999");
      await expect(part.getByRole("listitem")).toHaveCount(1);
    });
  });
});
