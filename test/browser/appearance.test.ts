import assert from "node:assert/strict";
import type { Page } from "@playwright/test";
import { seedOf } from "../unit/emulator/support";
import { useBrowser } from "./support/browser";
import { commands, expect, requestRow, requestRows } from "./support/page";

const world = seedOf({
  groups: { "live-main": { type: "AVChatRoom", members: ["viewer"], robots: ["bot-welcome"] } },
  friendLists: { alice: ["family"] },
});

/** How light the page's background is, from 0 to 1. */
function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = (
      getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
    ).map(Number);
    return (red + green + blue) / 3 / 255;
  });
}

/** Texts whose contrast with what is behind them is below 4.5, which WCAG 2.1 asks of level AA. */
function weakTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = numbers(colour).map((each) => {
        const part = each / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element | null): string => {
      if (element === null) return "rgb(255, 255, 255)";
      const colour = getComputedStyle(element).backgroundColor;
      return numbers(colour)[3] === 0 ? behind(element.parentElement) : colour;
    };
    const weak = [];
    for (const element of document.querySelectorAll("body *")) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!hasText || !element.checkVisibility()) continue;
      const [one, other] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 4.5) weak.push(`${contrast.toFixed(2)} ${element.outerHTML.slice(0, 80)}`);
    }
    return weak;
  });
}

describe("the look of the page", () => {
  const browser = useBrowser();

  for (const { scheme, isLight } of [
    { scheme: "light", isLight: true },
    { scheme: "dark", isLight: false },
  ] as const) {
    it(`is ${scheme} where the system is, with good contrast everywhere`, () =>
      browser.visit(
        { emulator: { seed: world }, context: { colorScheme: scheme } },
        async ({ page, client, emulator }) => {
          assert.equal((await lightness(page)) > 0.5, isLight);
          await client.call(commands.groupGet, { From_Account: "alice" });
          await client.call(commands.groupGet, { From_Account: "nobody" });
          emulator.addFault({ command: "*", kind: "notJson", times: 2 });
          await client.post(commands.groupGet, "{}");
          await expect(requestRows(page)).toHaveCount(3);
          await requestRow(page, "0 OK").click();
          assert.deepEqual(await weakTexts(page), []);
        },
      ));
  }

  it("can be switched, and stays so for the next visit", () =>
    browser.visit({ context: { colorScheme: "light" } }, async ({ page }) => {
      await page.getByText("Dark", { exact: true }).click();
      assert.ok((await lightness(page)) < 0.5);
      await page.reload();
      assert.equal(await page.getByRole("radio", { name: "Dark" }).isChecked(), true);
      assert.ok((await lightness(page)) < 0.5);
      await page.getByText("Auto", { exact: true }).click();
      assert.ok((await lightness(page)) > 0.5);
    }));

  for (const width of [360, 800, 1024, 1280, 2000]) {
    it(`needs no scrolling to the side in a window of ${width} pixels`, () => {
      const context = { viewport: { width, height: 800 } };
      return browser.visit({ emulator: { seed: world }, context }, async ({ page, client }) => {
        await client.call(commands.addRobots, { GroupId: "live-main", Member_Account: ["b".repeat(32)] });
        await expect(requestRows(page)).toHaveCount(1);
        await requestRows(page).first().click();
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(excess, 0);
      });
    });
  }

  it("keeps header and panels on one screen of a wide window, however much there is", () => {
    const accounts = Array.from({ length: 500 }, (_, at) => `account-${at}`);
    return browser.visit({ emulator: { seed: seedOf({ accounts }) } }, async ({ page, client }) => {
      for (let at = 0; at < 60; at += 1) await client.call(commands.groupGet, { From_Account: "nobody" });
      await expect(requestRows(page)).toHaveCount(60);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.equal(height, 800);
    });
  });
});
