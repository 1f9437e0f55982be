// What `npm run docs:screenshot` runs: the pictures of the README, of what really runs.
import { bootstrap } from "./lib/bootstrap.mjs";
import { pictureOfPage } from "./pictures/emulator-page.mjs";
import { pictureOfUp } from "./pictures/up.mjs";

await bootstrap();
for (const picture of [pictureOfUp, pictureOfPage]) process.stdout.write(`${await picture()}\n`);
