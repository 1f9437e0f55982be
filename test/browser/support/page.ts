import { expect as assertion, type Locator, type Page } from "@playwright/test";

/** Playwright's own, which wait until what they say is so; longer than by default, for a machine that has more to do. */
export const expect = assertion.configure({ timeout: 15_000 });

/** Waits until each of the texts stands in one place of the page. */
export async function expectTexts(place: Locator, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await expect(place).toContainText(text);
}

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
