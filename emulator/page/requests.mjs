import { showDetails } from "./details.mjs";
import { byId, element, matcher } from "./dom.mjs";
import { outcomeOf, timeOf } from "./outcome.mjs";

/** @typedef {import("../control/events").Events} Events */
/** @typedef {import("./outcome.mjs").LoggedRequest} LoggedRequest */
/** @typedef {{ request: LoggedRequest, text: string, row: HTMLTableRowElement }} Line */

/** As many requests as the first event has. */
const maxLines = 500;

/**
 * The row to which each key moves from the row `at` of `count` visible rows.
 *
 * @type {Map<string, (at: number, count: number) => number>}
 */
const moves = new Map(
  Object.entries({
    ArrowDown: (/** @type {number} */ at) => at + 1,
    ArrowUp: (/** @type {number} */ at) => at - 1,
    PageDown: (/** @type {number} */ at) => at + 10,
    PageUp: (/** @type {number} */ at) => at - 10,
    Home: () => 0,
    End: (/** @type {number} */ _at, /** @type {number} */ count) => count - 1,
  }),
);

/** The live request log: the newest first, filtered, with one request selected. */
export class RequestsView {
  #rows = byId("request-rows", HTMLElement);
  #filter = byId("request-filter", HTMLInputElement);
  #outcome = byId("request-outcome", HTMLSelectElement);
  #count = byId("request-count", HTMLElement);
  #none = byId("requests-none", HTMLElement);
  /** By the request's number, the oldest first. @type {Map<number, Line>} */
  #lines = new Map();
  /** @type {number | undefined} */
  #selected;

  constructor() {
    this.#filter.addEventListener("input", () => this.#narrow());
    this.#outcome.addEventListener("change", () => this.#narrow());
    this.#rows.addEventListener("click", ({ target }) => this.#select(this.#lineOf(target)));
    this.#rows.addEventListener("keydown", (event) => this.#onKey(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      this.#filter.focus();
    });
    this.#narrow();
  }

  /** @param {Events["requests"]} event */
  take({ fresh, requests }) {
    if (fresh) this.#forget();
    for (const request of requests) this.#put(request);
    for (const [number, { row }] of this.#lines) {
      if (this.#lines.size <= maxLines) break;
      row.remove();
      this.#lines.delete(number);
    }
    this.#narrow();
  }

  /** @param {boolean} wanted whether to show the app of each request */
  nameApps(wanted) {
    this.#rows.closest("table")?.classList.toggle("one-app", !wanted);
  }

  #forget() {
    this.#lines.clear();
    this.#rows.replaceChildren();
    this.#selected = undefined;
    showDetails(undefined);
  }

  /** Keeps existing rows in place, so that no row loses the focus. @param {LoggedRequest} request */
  #put(request) {
    const known = this.#lines.get(request.number);
    const row =
      known?.row ?? element("tr", { "data-number": String(request.number), "aria-selected": "false" });
    row.replaceChildren(...cells(request));
    if (known === undefined) this.#rows.prepend(row);
    this.#lines.set(request.number, { request, text: searchText(request), row });
    if (request.number === this.#selected) showDetails(request);
  }

  /** Shows the rows that pass the filter, and lets the Tab key reach one of them. */
  #narrow() {
    const matches = matcher(this.#filter.value);
    const wanted = this.#outcome.value;
    for (const { request, text, row } of this.#lines.values())
      row.hidden = !(matches(text) && hasOutcome(request, wanted));
    const visible = this.#visible();
    const count = visible.length;
    const total = this.#lines.size;
    this.#count.textContent = count === total ? `${total}` : `${count} of ${total}`;
    this.#none.hidden = count > 0;
    this.#none.textContent =
      total === 0
        ? `No requests yet. Send them to ${location.origin}/v4/…`
        : "No request matches the filter.";
    const reachable = visible.find(({ request }) => request.number === this.#selected) ?? visible[0];
    for (const line of this.#lines.values()) line.row.tabIndex = line === reachable ? 0 : -1;
  }

  /** In the order in which the page shows them. */
  #visible() {
    return [...this.#lines.values()].filter(({ row }) => !row.hidden).reverse();
  }

  /** @param {EventTarget | null} target */
  #lineOf(target) {
    const row = target instanceof Element ? target.closest("tr") : null;
    return this.#lines.get(Number(row?.dataset.number));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const at = this.#lineOf(event.target);
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = this.#visible();
    const move = moves.get(event.key);
    const isChoice = event.key === "Enter" || event.key === " ";
    if (move === undefined && !isChoice) return;
    event.preventDefault();
    const index = visible.indexOf(at);
    const next = move?.(index, visible.length) ?? index;
    this.#select(visible[Math.max(0, Math.min(next, visible.length - 1))]);
  }

  /** @param {Line | undefined} line */
  #select(line) {
    if (line === undefined) return;
    for (const each of this.#lines.values()) {
      each.row.setAttribute("aria-selected", String(each === line));
      each.row.tabIndex = each === line ? 0 : -1;
    }
    this.#selected = line.request.number;
    line.row.focus();
    showDetails(line.request);
  }
}

/** @param {LoggedRequest} request */
function cells(request) {
  const { number, record } = request;
  const { kind, text } = outcomeOf(request);
  return [
    element("td", { class: "number" }, String(number)),
    element("td", {}, element("time", { datetime: record.at, title: record.at }, timeOf(record.at))),
    element("td", { class: "app extra" }, String(record.sdkAppId ?? "")),
    element("td", { class: "command code" }, ...breakable(record.command)),
    element("td", { class: "outcome", "data-kind": kind }, text),
    element("td", { class: "number extra" }, String(record.connection)),
    element("td", { class: "number extra" }, String(record.userSig ?? "")),
  ];
}

/**
 * A long command breaks between its service and its name.
 *
 * @param {string} command
 */
function breakable(command) {
  const end = command.indexOf("/") + 1;
  return [command.slice(0, end), element("wbr"), command.slice(end)];
}

/** @param {LoggedRequest} request */
function searchText({ fault, record }) {
  const { command, sdkAppId, errorCode, body, answer, refused } = record;
  return JSON.stringify([command, sdkAppId, errorCode, fault, body, answer, refused]).toLowerCase();
}

/**
 * @param {LoggedRequest} request
 * @param {string} wanted
 */
function hasOutcome({ fault, record: { errorCode, refused } }, wanted) {
  switch (wanted) {
    case "well":
      return errorCode === 0;
    case "failed":
      return refused !== undefined || (errorCode !== null && errorCode !== 0);
    case "fault":
      return fault !== null;
    default:
      return true;
  }
}
