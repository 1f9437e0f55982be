import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "../browser/ensure.mjs";
import { root } from "../lib/root.mjs";

const PICTURE = "docs/images/emulator.png";
const MAX_BYTES = 150_000;

/**
 * Takes the picture of the emulator's page, which shows what the demo's `pulumi up` has sent.
 *
 * @param {import("../demo/demo.mjs").Demo} demo
 * @returns {Promise<string>} the file, from the root of the repository
 */
export async function pictureOfPage({ emulator }) {
  const command = "room_engine_http_srv/add_robot";
  emulator.addFault({ command, kind: "errorCode", errorCode: 100001, times: 2 });
  emulator.addFault({ command: "*", kind: "latency", milliseconds: 2500, skip: 10, times: 5 });
  const browser = await chromium.launch({ executablePath: await ensureBrowser() });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: "light" });
    await page.goto(emulator.url);
    const row = page.locator("#request-rows tr", { hasText: "(errorCode)" });
    await row.click();
    // The pane of its details has taken its place.
    await row.scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    const { length } = await page.screenshot({ path: join(root, PICTURE), animations: "disabled" });
    if (length > MAX_BYTES)
      throw new Error(`${PICTURE} has ${length} bytes; ${MAX_BYTES} are enough for a README`);
    return PICTURE;
  } finally {
    await browser.close();
  }
}
