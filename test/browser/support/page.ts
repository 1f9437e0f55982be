import type { Locator, Page } from "playwright-core";

/** The commands that tests call. */
export const commands = {
  addRobots: "group_open_avchatroom_http_svc/add_robots",
  addRobot: "room_engine_http_srv/add_robot",
  groupGet: "sns/group_get",
  groupDelete: "sns/group_delete",
} as const;

/** The requests that the log shows, the newest first. */
export function requestRows(page: Page): Locator {
  return page.getByRole("grid", { name: "Requests" }).locator("tbody tr:visible");
}

/** The row of the log that has a text in it. */
export function requestRow(page: Page, text: string): Locator {
  return requestRows(page).filter({ hasText: text });
}

export function details(page: Page): Locator {
  return page.getByRole("region", { name: "Selected request" });
}

/** A table of the service: `Groups`, `Rooms` or `Friend lists`. */
export function serviceTable(page: Page, name: string): Locator {
  return page.getByRole("table", { name });
}

export function faultRows(page: Page): Locator {
  return page.getByRole("table", { name: "Faults" }).locator("tbody tr");
}

/** Waits until as many elements match as are asked for: Playwright's own assertions come with its test runner only. */
export async function untilCount(locator: Locator, count: number): Promise<void> {
  await until(
    async () => (await locator.count()) === count,
    async () => `${count} expected, there are ${await locator.count()}`,
  );
}

/** Waits until the first element that matches has all of the texts in it. */
export async function untilText(locator: Locator, ...texts: string[]): Promise<void> {
  const seen = async () => (await locator.first().textContent()) ?? "";
  await until(
    async () => {
      const text = await seen();
      return texts.every((each) => text.includes(each));
    },
    async () => `"${texts.join('", "')}" expected in "${await seen()}"`,
  );
}

const patienceMs = 15_000;

async function until(is: () => Promise<boolean>, otherwise: () => Promise<string>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(await otherwise());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
