import { ask, follow } from "./control.mjs";
import { announce, byId } from "./dom.mjs";
import { faultsView } from "./faults.mjs";
import { RequestsView } from "./requests.mjs";
import { serviceView } from "./service.mjs";
import { offerThemes } from "./theme.mjs";

const connectionTexts = {
  live: "live",
  waiting: "no connection, trying again",
  lost: "refused; close other pages of the emulator, then reload this one",
};

offerThemes(byId("theme", HTMLElement));
offerReset();

const showService = serviceView();
const faults = faultsView();
const requests = new RequestsView();
follow(
  {
    offer: faults.offer,
    state(state) {
      showService(state);
      requests.nameApps(Object.keys(state).length > 1);
    },
    faults: faults.show,
    requests: (data) => requests.take(data),
  },
  (state) => {
    const connection = byId("connection", HTMLElement);
    connection.dataset.state = state;
    connection.textContent = connectionTexts[state];
  },
);

/** A reset cannot be undone, so it takes two presses. */
function offerReset() {
  const dialog = byId("reset-dialog", HTMLDialogElement);
  byId("reset", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  byId("reset-cancel", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("reset-confirm", HTMLButtonElement).addEventListener("click", () => {
    dialog.close();
    ask("POST", "reset").then(
      () => announce("The emulator is empty."),
      (error) => announce(`Nothing was emptied: ${error}`),
    );
  });
}
