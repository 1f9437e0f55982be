// `npm run docs:screenshot`: makes the pictures in docs/images/ from a real run of the demo.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./browser/ensure.mjs";
import { type Demo, openDemo, pulumi } from "./demo/demo.mjs";
import { root } from "./lib/root.mjs";
import { pictureOfUp } from "./pictures/up";

const images = join(root, "docs/images");

async function takePictures(): Promise<void> {
  const demo = await openDemo();
  const { emulator } = demo;
  try {
    // So that the page shows a failed request, which the provider sends again.
    const refused = "group_open_http_svc/delete_group_member";
    emulator.addFault({ command: refused, kind: "errorCode", errorCode: 60008 });
    const said = await pulumi(demo, ["up", "--yes", "--suppress-outputs", "--color=never"], {});
    writeFileSync(join(images, "up.svg"), pictureOfUp(said));
    await takePictureOfPage(emulator);
  } finally {
    await demo.close();
  }
}

async function takePictureOfPage({ url, addFault }: Demo["emulator"]): Promise<void> {
  addFault({ command: "room_engine_http_srv/add_robot", kind: "errorCode", errorCode: 100001, times: 2 });
  addFault({ command: "*", kind: "latency", milliseconds: 2500, skip: 10, times: 5 });
  const browser = await chromium.launch({ executablePath: await ensureBrowser() });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: "light" });
    await page.goto(url);
    const row = page.locator("#request-rows tr", { hasText: "(errorCode)" });
    await row.click();
    // The details pane may now cover the row.
    await row.scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(images, "emulator.png"), animations: "disabled" });
  } finally {
    await browser.close();
  }
}

void takePictures();
