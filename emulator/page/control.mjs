/** @typedef {import("../control/events").Events} Events */

/**
 * Calls a control route.
 *
 * @param {"POST" | "DELETE"} method
 * @param {string} path behind `/_emulator/`
 * @param {unknown} [body]
 * @throws {Error} with the emulator's reason
 */
export async function ask(method, path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`/_emulator/${path}`, { method, headers, body: JSON.stringify(body) });
  if (response.ok) return;
  const { error } = await response.json();
  throw new Error(String(error));
}

/**
 * Follows the events of the emulator. Each new connection begins with the complete state, so a lost connection leaves no
 * gap.
 *
 * @param {{ [Kind in keyof Events]: (data: Events[Kind]) => void }} handlers
 * @param {(state: "live" | "waiting" | "lost") => void} onConnection
 */
export function follow(handlers, onConnection) {
  const source = new EventSource("/_emulator/events");
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, ({ data }) => handle(JSON.parse(data)));
  }
  source.addEventListener("open", () => onConnection("live"));
  source.addEventListener("error", () =>
    onConnection(source.readyState === EventSource.CLOSED ? "lost" : "waiting"),
  );
}
