// What `npm run docs:screenshot` runs: the pictures of the README, of what really runs.
import { openDemo } from "./demo/demo.mjs";
import { pictureOfPage } from "./pictures/emulator-page.mjs";
import { pictureOfUp } from "./pictures/up.mjs";

const demo = await openDemo();
try {
  // For the page to show: the provider sends this request again.
  const command = "group_open_http_svc/delete_group_member";
  demo.emulator.addFault({ command, kind: "errorCode", errorCode: 60008 });
  for (const picture of [pictureOfUp, pictureOfPage]) process.stdout.write(`${await picture(demo)}\n`);
} finally {
  await demo.close();
}
