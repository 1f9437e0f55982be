import { ask } from "./control.mjs";
import { announce, byId, element, matcher, refill } from "./dom.mjs";

/** @typedef {import("../control/events").Events["state"]} State */
/** @typedef {Record<string, unknown>} Values */

/** More would only make the page slow; the filter finds the rest. */
const maxRows = 200;
const maxChips = 60;

/** The heading for the keys of a part of the state, if the service has a name for them. */
const idNames = new Map([
  ["groups", "GroupId"],
  ["rooms", "RoomId"],
  ["friendLists", "UserID"],
]);

/**
 * Shows all parts of the state: a list as chips, entries by ID as a table.
 *
 * @returns {(state: State) => void} shows another state
 */
export function serviceView() {
  const apps = byId("apps", HTMLElement);
  const filter = byId("service-filter", HTMLInputElement);
  /** @type {Set<string>} */
  const closed = new Set();
  /** @type {State} */
  let state = {};

  const show = () => {
    const matches = matcher(filter.value);
    refill(
      apps,
      Object.entries(state).map(([sdkAppId, parts]) => appSection(sdkAppId, { ...parts }, matches, closed)),
    );
  };
  filter.addEventListener("input", show);
  return (next) => {
    state = next;
    show();
  };
}

/**
 * @param {string} sdkAppId
 * @param {Values} parts
 * @param {(text: string) => boolean} matches
 * @param {Set<string>} closed
 */
function appSection(sdkAppId, parts, matches, closed) {
  const title = element("h3", {}, "App ", element("span", { class: "code" }, sdkAppId));
  // A long list of accounts should not push everything else out of sight.
  const tablesFirst = Object.entries(parts).sort(
    ([, one], [, other]) => Number(Array.isArray(one)) - Number(Array.isArray(other)),
  );
  const sections = tablesFirst.map(([name, part]) => {
    const key = `${sdkAppId}/${name}`;
    const section = partSection(name, part, matches, key, Number(sdkAppId));
    section.open = !closed.has(key);
    section.addEventListener("toggle", () => (section.open ? closed.delete(key) : closed.add(key)));
    return section;
  });
  return element("section", { "aria-label": `App ${sdkAppId}` }, title, ...sections);
}

/**
 * @param {string} name
 * @param {unknown} part
 * @param {(text: string) => boolean} matches
 * @param {string} key
 * @param {number} sdkAppId
 */
function partSection(name, part, matches, key, sdkAppId) {
  const all = Array.isArray(part) ? part : Object.entries(Object(part));
  const found = all.filter((each) => matches(JSON.stringify(each).toLowerCase()));
  const count = found.length === all.length ? `${all.length}` : `${found.length} of ${all.length}`;
  return element(
    "details",
    { "aria-label": titleOf(name) },
    element("summary", { "data-key": key }, titleOf(name), element("span", { class: "count" }, count)),
    contentOf(name, found, Array.isArray(part), sdkAppId),
  );
}

/**
 * @param {string} name
 * @param {unknown[]} found
 * @param {boolean} isList
 * @param {number} sdkAppId
 */
function contentOf(name, found, isList, sdkAppId) {
  if (found.length === 0) return element("p", { class: "none" }, "None.");
  if (!isList) return tableOf(name, /** @type {[string, unknown][]} */ (found), sdkAppId);
  if (found.some((each) => typeof each === "object"))
    return tableOf(
      name,
      found.map((each, index) => [String(index + 1), each]),
      sdkAppId,
    );
  return chips(found);
}

/**
 * @param {string} name
 * @param {[id: string, value: unknown][]} entries
 * @param {number} sdkAppId
 */
function tableOf(name, entries, sdkAppId) {
  const shown = entries.slice(0, maxRows);
  const columns = [...new Set(shown.flatMap(([, value]) => (isPlain(value) ? Object.keys(value) : [])))];
  const heads = columns.length > 0 ? columns.map(titleOf) : [titleOf(name)];
  const rows = shown.map(([id, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, id, ...removeButtons(name, { sdkAppId, id })),
      ...(isPlain(value)
        ? columns.map((column) =>
            cell(column, value[column], (account) => removeButtons(name, { sdkAppId, id, column, account })),
          )
        : [cell(name, value)]),
    ),
  );
  const head = [idNames.get(name) ?? "ID", ...heads].map((each) => element("th", { scope: "col" }, each));
  const table = element(
    "table",
    { "aria-label": titleOf(name) },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  const rest = entries.length - shown.length;
  const more = rest > 0 ? [element("p", { class: "none" }, `${rest} more; the filter finds them.`)] : [];
  return element("div", {}, table, ...more);
}

/**
 * @param {string} column
 * @param {unknown} value
 * @param {(account: string) => Node[]} [buttons] of a chip
 */
function cell(column, value, buttons) {
  const isList = Array.isArray(value);
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return element("td", { "data-column": column }, isList ? chips(value, buttons) : text);
}

/**
 * @param {unknown[]} values
 * @param {(text: string) => Node[]} [buttons]
 */
function chips(values, buttons = () => []) {
  const items = values.slice(0, maxChips).map((value) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return element("li", {}, text, ...buttons(text));
  });
  const rest = values.length - items.length;
  if (rest > 0) items.push(element("li", { class: "more" }, `and ${rest} more`));
  return element("ul", { class: "chips" }, ...items);
}

/** The field of a removal for each part and column whose content can be removed. */
const removable = new Map([
  ["groups", "group"],
  ["rooms", "room"],
]);
const removableAccounts = new Map([
  ["robots", "robot"],
  ["members", "member"],
]);

/**
 * A button that removes a group, a room, or an account in one, as somebody does by hand. Nothing else has such a button.
 *
 * @param {string} part
 * @param {{ sdkAppId: number, id: string, column?: string, account?: string }} what
 */
function removeButtons(part, { sdkAppId, id, column, account }) {
  const kind = removable.get(part);
  const of = column === undefined ? undefined : removableAccounts.get(column);
  if (kind === undefined || (column !== undefined && of === undefined)) return [];
  const label = of === undefined ? `Remove ${kind} ${id}` : `Remove ${of} ${account} of ${kind} ${id}`;
  const button = element("button", { type: "button", class: "remove", "aria-label": label, title: label });
  button.addEventListener("click", () => {
    ask("POST", "remove", { sdkAppId, [kind]: id, ...(of !== undefined && { [of]: account }) }).then(
      () => announce(`Done: ${label}.`),
      (error) => announce(`Nothing was removed: ${error}`),
    );
  });
  return [button];
}

/**
 * @param {unknown} value
 * @returns {value is Values}
 */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {string} name such as `friendLists`
 * @returns {string} such as `Friend lists`
 */
function titleOf(name) {
  const words = name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
