// What `npm run docs:screenshot` runs: the pictures of the README, of what really runs.
import { pictureOfPage } from "./pictures/emulator-page.mjs";
import { pictureOfUp } from "./pictures/up.mjs";

for (const picture of [pictureOfUp, pictureOfPage]) process.stdout.write(`${await picture()}\n`);
