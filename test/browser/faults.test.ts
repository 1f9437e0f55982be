import assert from "node:assert/strict";
import type { Page } from "@playwright/test";
import { seedOf } from "../unit/emulator/support";
import { useBrowser } from "./support/browser";
import { commands, expect, expectTexts, faultRows } from "./support/page";

const emulator = { seed: seedOf({ friendLists: { alice: ["family"] } }) } as const;
const alice = { From_Account: "alice" } as const;

/** Fills in the form and sends it. */
async function setFault(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  const form = page.getByRole("region", { name: "Faults" });
  const { Kind, ...texts } = fields;
  if (Kind !== undefined) await form.getByLabel("Kind", { exact: true }).selectOption(Kind);
  for (const [label, value] of Object.entries(texts))
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole("button", { name: "Set fault" }).click();
}

describe("faults on the page", () => {
  const browser = useBrowser();

  it("make the next request fail when they are set, and are gone then", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await setFault(page, { Command: commands.groupGet, ErrorCode: "30006" });
      await expectTexts(faultRows(page).first(), commands.groupGet, "errorCode 30006");
      assert.equal(await client.code(commands.groupGet, alice), 30006);
      await expect(faultRows(page)).toHaveCount(0);
      assert.equal(await client.code(commands.groupGet, alice), 0);
    }));

  it("do nothing any more once they are cleared, and others stay", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await setFault(page, { ErrorCode: "60008" });
      await expect(faultRows(page)).toHaveCount(1);
      await setFault(page, { ErrorCode: "60007" });
      await expect(faultRows(page)).toHaveCount(2);
      await page.getByRole("button", { name: "Clear fault errorCode 60008 for *" }).click();
      await expect(faultRows(page)).toHaveCount(1);
      assert.equal(await client.code(commands.groupGet, alice), 60007);
      assert.equal(await client.code(commands.groupGet, alice), 0);
    }));

  it("can all be cleared at once", () =>
    browser.visit({ emulator }, async ({ page, client, emulator: running }) => {
      for (const kind of ["status", "hang"] as const) running.addFault({ command: "*", kind });
      await expect(faultRows(page)).toHaveCount(2);
      await page.getByRole("button", { name: "Clear all" }).click();
      await expect(faultRows(page)).toHaveCount(0);
      assert.equal(await client.code(commands.groupGet, alice), 0);
    }));

  it("are of every kind that the emulator has, each with its own parameter", () =>
    browser.visit({ emulator }, async ({ page }) => {
      const form = page.getByRole("region", { name: "Faults" });
      const kinds = await form.getByLabel("Kind", { exact: true }).locator("option").allTextContents();
      assert.deepEqual(kinds, [
        ...["errorCode", "status", "latency", "notJson"],
        ...["truncated", "resetBefore", "resetAfter", "hang"],
      ]);
      for (const kind of kinds) {
        await setFault(page, { Kind: kind, ...(kind === "errorCode" && { ErrorCode: "10002" }) });
        await expect(faultRows(page).last()).toContainText(kind);
      }
      await expect(faultRows(page).nth(1)).toContainText("status 502");
      await expect(faultRows(page).nth(2)).toContainText("latency 1000");
    }));

  it("wait for as many requests, and strike as many, as the form says", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await setFault(page, { ErrorCode: "60007", Skip: "1", Times: "2" });
      await expect(faultRows(page)).toHaveCount(1);
      const codes = [];
      for (let at = 0; at < 4; at += 1) codes.push(await client.code(commands.groupGet, alice));
      assert.deepEqual(codes, [0, 60007, 60007, 0]);
    }));

  it("are refused with the emulator's own words, which go when it takes the next", () =>
    browser.visit({ complaint: /status of 400/ }, async ({ page }) => {
      await setFault(page, { Command: "nonsense", ErrorCode: "10002" });
      const alert = page.getByRole("alert");
      await expect(alert).toContainText('fault.command: must be "service/command" or "*"');
      await setFault(page, { Command: "*" });
      await expect(faultRows(page)).toHaveCount(1);
      assert.equal(await alert.textContent(), "");
    }));

  it("offer the commands that the emulator serves", () =>
    browser.visit({}, async ({ page }) => {
      const offered = await page
        .locator("#commands option")
        .evaluateAll((options) => options.map((option) => option.getAttribute("value")));
      for (const command of ["*", commands.addRobots, commands.groupDelete])
        assert.ok(offered.includes(command), command);
    }));
});
