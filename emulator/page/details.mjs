import { byId, element } from "./dom.mjs";
import { isWaiting, outcomeOf, timeOf } from "./outcome.mjs";

/** @typedef {import("./outcome.mjs").LoggedRequest} LoggedRequest */

/** @param {LoggedRequest | undefined} request the selected one */
export function showDetails(request) {
  const details = byId("details", HTMLElement);
  if (request === undefined) {
    details.replaceChildren(element("p", { class: "none" }, "Select a request to see its body and answer."));
    return;
  }
  const { record } = request;
  const { kind, text } = outcomeOf(request);
  const facts = [
    fact("Time", element("time", { datetime: record.at, title: record.at }, timeOf(record.at))),
    fact("App", String(record.sdkAppId ?? "none")),
    fact("Outcome", element("span", { class: "outcome", "data-kind": kind }, text)),
    fact("Connection", String(record.connection)),
    fact("UserSig", record.userSig === null ? "none" : `number ${record.userSig}`),
  ];
  if (record.refused !== undefined) facts.push(fact("Refused because", record.refused));
  const answerMissing = isWaiting(request)
    ? "Not answered yet."
    : "Nothing to show: no complete JSON was answered, or it was larger than 64 KB.";
  details.replaceChildren(
    element("h3", { class: "code" }, record.command),
    element("dl", { class: "facts" }, ...facts),
    element(
      "div",
      { class: "texts" },
      textBlock(
        "Body",
        record.body,
        "Nothing to show: the body was no JSON, was not read, or was larger than 64 KB.",
      ),
      textBlock("Answer", record.answer, answerMissing),
    ),
  );
}

/**
 * @param {string} name
 * @param {Node | string} value
 */
function fact(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

/**
 * @param {string} title
 * @param {unknown} value
 * @param {string} missing
 */
function textBlock(title, value, missing) {
  const content = value === null ? element("p", { class: "none" }, missing) : block(title, value);
  return element("div", {}, element("h4", {}, title), content);
}

/**
 * A text block. It scrolls, so a keyboard user must be able to focus it.
 *
 * @param {string} title
 * @param {unknown} value
 */
function block(title, value) {
  const attributes = { tabindex: "0", role: "region", "aria-label": title };
  return element("pre", attributes, JSON.stringify(value, null, 2));
}
