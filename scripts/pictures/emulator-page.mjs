import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import tls from "tls-sig-api-v2";
import { ensureBrowser } from "../browser/ensure.mjs";
import { world } from "../demo/world.mjs";
import { root } from "../lib/root.mjs";

const PICTURE = "docs/images/emulator.png";
const MAX_BYTES = 150_000;
const APP = { sdkAppId: 1400000000, secretKey: "emulator-secret-key", identifier: "administrator" };

/** What a stack of bot fixtures sends, and what goes wrong on its way. @type {[command: string, body: object][]} */
const CALLS = [
  [
    "group_open_avchatroom_http_svc/add_robots",
    { GroupId: "live-main", Member_Account: ["bot-welcome", "bot-moderator"] },
  ],
  [
    "group_open_avchatroom_http_svc/add_robots",
    { GroupId: "live-backstage", Member_Account: ["bot-welcome"] },
  ],
  ["room_engine_http_srv/add_robot", { RoomId: "room-standup", Member_Account: "bot-minutes" }],
  ["room_engine_http_srv/add_robot", { RoomId: "room-retired", Member_Account: "bot-minutes" }],
  ["room_engine_http_srv/add_robot", { RoomId: "room-retro", Member_Account: "bot-timer" }],
  ["sns/group_delete", { From_Account: "alice", GroupName: ["load-test"] }],
  [
    "group_open_http_svc/delete_group_member",
    { GroupId: "work-team", MemberToDel_Account: ["load-test-1", "load-test-2"] },
  ],
  ["group_open_avchatroom_http_svc/get_members", { GroupId: "live-main", Timestamp: 0 }],
  ["room_engine_http_srv/get_room_info", { RoomId: "room-standup" }],
];

/**
 * Takes the picture of the emulator's page from the real page.
 *
 * @returns {Promise<string>} the file, from the root of the repository
 */
export async function pictureOfPage() {
  const query = new URLSearchParams({
    sdkappid: String(APP.sdkAppId),
    identifier: APP.identifier,
    usersig: new tls.Api(APP.sdkAppId, APP.secretKey).genUserSig(APP.identifier, 3600),
    random: "1",
    contenttype: "json",
  });

  // A clock of its own, so that the requests do not all come in one moment.
  let now = Date.now();
  const emulator = await startEmulator({ apps: [APP], seed: world, now: () => now });
  const browser = await chromium.launch({ executablePath: await ensureBrowser() });
  try {
    emulator.addFault({ command: "*", kind: "errorCode", errorCode: 60008, skip: 6 });
    for (const [command, body] of CALLS) {
      const response = await fetch(`${emulator.url}/v4/${command}?${query}`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      await response.text();
      now += 137;
    }
    const command = "room_engine_http_srv/add_robot";
    emulator.addFault({ command, kind: "errorCode", errorCode: 100001, times: 2 });
    emulator.addFault({ command: "*", kind: "latency", milliseconds: 2500, skip: 10, times: 5 });
    const page = await browser.newPage({ viewport: { width: 1280, height: 780 }, colorScheme: "light" });
    await page.goto(emulator.url);
    await page.locator("#request-rows tr", { hasText: "delete_group_member" }).click();
    await page.mouse.move(0, 0);
    const path = join(root, PICTURE);
    mkdirSync(dirname(path), { recursive: true });
    const { length } = await page.screenshot({ path, animations: "disabled" });
    if (length > MAX_BYTES)
      throw new Error(`${PICTURE} has ${length} bytes; ${MAX_BYTES} are enough for a README`);
    return PICTURE;
  } finally {
    await browser.close();
    await emulator.stop();
  }
}
