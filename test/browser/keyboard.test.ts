import assert from "node:assert/strict";
import type { Page } from "@playwright/test";
import { seedOf } from "../unit/emulator/support";
import { useBrowser } from "./support/browser";
import { commands, details, expect, expectTexts, faultRows, requestRows } from "./support/page";

const emulator = { seed: seedOf({ friendLists: { alice: ["family"] } }) } as const;
const alice = { From_Account: "alice" } as const;

/** The name of what has the focus, as a screen reader would say it, or the text in it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : null;
    return (at?.getAttribute("aria-label") ?? label?.textContent ?? at?.textContent ?? "").trim();
  });
}

/** Presses Tab until something has the focus whose name begins so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed = [];
  while (passed.length < 40) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now.startsWith(name)) return;
    passed.push(now);
  }
  throw new Error(`Tab does not lead to ${name}, only to ${passed.join(" | ")}`);
}

describe("the page without a mouse", () => {
  const browser = useBrowser();

  it("lets a fault be set, a request be looked at and the fault be cleared", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      await tabTo(page, "Command");
      await page.keyboard.press("Control+A");
      await page.keyboard.type(commands.groupGet);
      await tabTo(page, "Kind");
      await page.keyboard.type("errorCode");
      await tabTo(page, "ErrorCode");
      await page.keyboard.type("30006");
      await tabTo(page, "Times");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("2");
      await page.keyboard.press("Enter");
      await expectTexts(faultRows(page).first(), commands.groupGet, "errorCode 30006", "2");

      await client.call(commands.groupGet, alice);
      await expect(faultRows(page).first()).toContainText("1");
      await expect(requestRows(page)).toHaveCount(1);
      await tabTo(page, "Clear fault errorCode 30006");
      await page.keyboard.press("Enter");
      await expect(faultRows(page)).toHaveCount(0);
      assert.equal(await focused(page), "Faults", "the focus is not lost with the button that had it");
      assert.equal(await client.code(commands.groupGet, alice), 0);

      await expect(requestRows(page)).toHaveCount(2);
      await tabTo(page, "Filter the requests");
      await page.keyboard.type("30006");
      await expect(requestRows(page)).toHaveCount(1);
      await tabTo(page, "1");
      await page.keyboard.press("Enter");
      await expect(details(page)).toContainText("30006 (errorCode)");
      await tabTo(page, "Body");
      await tabTo(page, "Answer");
    }));

  it("leads through the requests with the arrow keys, while new ones come", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      for (let at = 0; at < 30; at += 1) await client.call(commands.groupGet, { ...alice, at });
      await expect(requestRows(page)).toHaveCount(30);
      await page.getByRole("combobox", { name: "Outcome" }).focus();
      await page.keyboard.press("Tab");
      const numbers = async (key: string) => {
        await page.keyboard.press(key);
        const selected = page.getByRole("row", { selected: true });
        assert.equal(await selected.count(), 1);
        assert.equal(await selected.evaluate((row) => row === document.activeElement), true);
        return selected.locator("td").first().textContent();
      };
      const walk = "Enter ArrowDown ArrowUp ArrowUp PageDown PageUp End ArrowDown Home".split(" ");
      const seen = [];
      for (const key of walk) seen.push(await numbers(key));
      assert.deepEqual(seen, ["30", "29", "30", "30", "20", "30", "1", "1", "30"]);
      await client.call(commands.groupGet, { ...alice, at: "new" });
      await expect(requestRows(page)).toHaveCount(31);
      assert.equal(await numbers("ArrowDown"), "29");
    }));

  it("has one stop for the Tab key in the whole log", () =>
    browser.visit({ emulator }, async ({ page, client }) => {
      for (let at = 0; at < 5; at += 1) await client.call(commands.groupGet, alice);
      await expect(requestRows(page)).toHaveCount(5);
      assert.equal(await page.locator("#request-rows tr[tabindex='0']").count(), 1);
      await page.getByRole("searchbox", { name: "Filter the requests" }).fill("no such");
      await expect(requestRows(page)).toHaveCount(0);
      await page.getByRole("searchbox", { name: "Filter the requests" }).fill("");
      assert.equal(await page.locator("#request-rows tr[tabindex='0']").count(), 1);
    }));

  it("has a way past everything before the requests, and a key to their filter", () =>
    browser.visit({ emulator }, async ({ page }) => {
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "Skip to the requests");
      await page.keyboard.press("Enter");
      await tabTo(page, "Filter the requests");
      await page.getByRole("button", { name: "Reset" }).focus();
      await page.keyboard.press("/");
      assert.equal(await focused(page), "Filter the requests");
      await page.keyboard.type("a/b");
      assert.equal(await page.getByRole("searchbox", { name: "Filter the requests" }).inputValue(), "a/b");
    }));

  it("closes the question before a reset with Escape, and goes back to where it was asked", () =>
    browser.visit({ emulator }, async ({ page, emulator: running }) => {
      await tabTo(page, "Reset");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Empty the emulator?" }).waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await focused(page), "Reset…");
      assert.notDeepEqual(Object.values(running.state())[0]?.accounts, []);
    }));

  it("says to a screen reader what every control is and what was done", () =>
    browser.visit({ emulator }, async ({ page }) => {
      const unnamed = await page.evaluate(() =>
        [...document.querySelectorAll("input, select, button")]
          .filter((each) => {
            const labels = "labels" in each ? (each.labels as NodeList | null) : null;
            return !each.getAttribute("aria-label") && !labels?.length && !each.textContent?.trim();
          })
          .map((each) => each.outerHTML),
      );
      assert.deepEqual(unnamed, []);
      await page.getByLabel("ErrorCode", { exact: true }).fill("10002");
      await page.getByRole("button", { name: "Set fault" }).click();
      await expect(page.locator("#announcer[role=status]")).toContainText("Fault errorCode is set for *.");
    }));
});
