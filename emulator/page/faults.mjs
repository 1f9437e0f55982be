import { ask } from "./control.mjs";
import { announce, byId, element, refill } from "./dom.mjs";

/** @typedef {import("../control/events").Events} Events */
/** @typedef {Events["faults"][number]} Fault */

/** The label of each parameter of a fault. */
const parameterTitles = new Map([
  ["errorCode", "ErrorCode"],
  ["status", "HTTP status"],
  ["milliseconds", "Milliseconds"],
]);

/** The default of each parameter. A parameter without one is required. */
const parameterDefaults = new Map([
  ["status", "502"],
  ["milliseconds", "1000"],
]);

/**
 * The form that sets faults, and the list of the faults that are still to come.
 *
 * @returns {{ offer: (data: Events["offer"]) => void, show: (faults: Events["faults"]) => void }}
 */
export function faultsView() {
  const form = byId("fault-form", HTMLFormElement);
  const list = byId("fault-list", HTMLElement);
  const clearAll = byId("faults-clear", HTMLButtonElement);
  const problem = byId("fault-problem", HTMLElement);
  const kind = field(form, "kind");
  /** @type {Events["offer"]["faultParameters"] | undefined} */
  let parameters;

  /** @param {() => Promise<void>} action */
  const attempt = (action) => {
    problem.textContent = "";
    action().catch((error) => {
      problem.textContent = error instanceof Error ? error.message : String(error);
    });
  };

  const parameter = () => Object.entries(parameters ?? {}).find(([name]) => name === kind.value)?.[1] ?? null;
  kind.addEventListener("change", () => showParameter(form, parameter()));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      const fault = faultOf(form, parameter());
      await ask("POST", "faults", fault);
      announce(`Fault ${fault.kind} is set for ${fault.command}.`);
    });
  });
  clearAll.addEventListener("click", () =>
    attempt(async () => {
      await ask("DELETE", "faults");
      announce("All faults are cleared.");
      byId("faults-title", HTMLElement).focus();
    }),
  );

  /** @param {Fault} fault */
  const clear = (fault) =>
    attempt(async () => {
      await ask("DELETE", `faults/${fault.id}`);
      announce(`Fault ${fault.kind} for ${fault.command} is cleared.`);
    });

  return {
    offer(data) {
      parameters = data.faultParameters;
      const commands = ["*", ...data.commands].map((value) => element("option", { value }));
      byId("commands", HTMLElement).replaceChildren(...commands);
      const kinds = Object.keys(parameters);
      // After a reconnect, the user may have filled in half of the form already.
      if (kind.children.length !== kinds.length)
        kind.replaceChildren(...kinds.map((value) => element("option", { value }, value)));
      showParameter(form, parameter());
    },
    show(faults) {
      clearAll.hidden = faults.length === 0;
      const content =
        faults.length === 0 ? element("p", { class: "none" }, "None set.") : table(faults, clear);
      // A keyboard user who has just removed a fault continues from here.
      if (!refill(list, [content])) byId("faults-title", HTMLElement).focus();
    },
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function field(form, name) {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`the form has no field ${name}`);
}

/**
 * @param {HTMLFormElement} form
 * @param {string | null} parameter
 */
function showParameter(form, parameter) {
  const part = byId("fault-parameter", HTMLElement);
  const input = field(form, "parameter");
  const title = parameterTitles.get(parameter ?? "") ?? parameter ?? "";
  part.hidden = parameter === null;
  if (part.firstElementChild !== null) part.firstElementChild.textContent = title;
  if (input.dataset.of === title) return;
  input.dataset.of = title;
  input.value = parameterDefaults.get(parameter ?? "") ?? "";
  input.required = parameter !== null;
}

/**
 * @param {HTMLFormElement} form
 * @param {string | null} parameter
 */
function faultOf(form, parameter) {
  /** @param {string} name */
  const number = (name) => Number(field(form, name).value);
  return {
    command: field(form, "command").value.trim(),
    kind: field(form, "kind").value,
    ...(parameter !== null && { [parameter]: number("parameter") }),
    skip: number("skip"),
    times: number("times"),
  };
}

/**
 * @param {Events["faults"]} faults
 * @param {(fault: Fault) => void} clear
 */
function table(faults, clear) {
  const heads = ["Command", "Kind", "Skip", "Times"].map((each) => element("th", { scope: "col" }, each));
  const rows = faults.map((fault) => {
    const value = fault.errorCode ?? fault.status ?? fault.milliseconds;
    const what = value === undefined ? fault.kind : `${fault.kind} ${value}`;
    const button = element(
      "button",
      {
        type: "button",
        "data-key": String(fault.id),
        "aria-label": `Clear fault ${what} for ${fault.command}`,
      },
      "Clear",
    );
    button.addEventListener("click", () => clear(fault));
    const cells = [what, String(fault.skip), String(fault.times)].map((text) => element("td", {}, text));
    const head = element("th", { scope: "row" }, fault.command);
    return element("tr", {}, head, ...cells, element("td", {}, button));
  });
  return element(
    "table",
    { "aria-labelledby": "faults-title" },
    element("thead", {}, element("tr", {}, ...heads, element("td"))),
    element("tbody", {}, ...rows),
  );
}
