import { escapeControls } from "./printable";
import type { ResourceName } from "./resources/resource-name";

/* What a one-shot says in a preview, through both doors. */

/** The two inputs that the sentence names, and how it begins. */
export const announcements = {
  GroupMemberRemoval: { from: "groupId", list: "memberAccounts", begins: "will remove from group" },
  FriendListDeletion: { from: "fromAccount", list: "groupNames", begins: "will delete friend lists of" },
} as const;

export type OneShotName = keyof typeof announcements;

export const isOneShot = (name: ResourceName): name is OneShotName => Object.hasOwn(announcements, name);

/** In place of the inputs, if one of them is a secret or not known yet. */
export const hidden = Symbol("hidden");

/**
 * What a one-shot is going to remove, and in which named app.
 *
 * @param named the values of the two inputs
 * @returns undefined where an input is missing: `check` reports it, and nothing is removed
 */
export function announcementOf(
  name: OneShotName,
  app: string | undefined,
  named: readonly [from: unknown, list: unknown] | typeof hidden,
): string | undefined {
  const where = app === undefined ? "" : `in the app ${escapeControls(app)}: `;
  if (named === hidden)
    return `${where}will remove names that this preview does not know yet, or that are secret`;
  const [from, list] = named.map(naming);
  if (from === "" || list === "") return undefined;
  return `${where}${announcements[name].begins} ${from}: ${list}`;
}

const namedAtMost = 20;
const shownLength = 80;

/** The first 20 names for a line of a preview, and the first 80 characters of each. */
function naming(names: unknown): string {
  const all = [names].flat().filter((name) => name !== undefined && name !== null);
  const shown = all.slice(0, namedAtMost).map((name) => escapeControls(String(name).slice(0, shownLength)));
  const more = all.length - namedAtMost;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
