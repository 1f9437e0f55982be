import type * as http from "node:http";
import type { HttpsProxyAgent } from "https-proxy-agent" with { "resolution-mode": "import" };
import { TransportFault } from "./faults";

/** The variables that may name the proxy for https, in the order in which `proxy-from-env` reads them. */
const variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/** A name of the proxy that is safe in a message: its address without user and password, and its variable. */
function nameOf(proxy: string): string {
  const variable = variables.find((each) => process.env[each]) ?? "the environment";
  if (!URL.canParse(proxy)) return variable;
  const { protocol, host, pathname, search, hash } = new URL(proxy);
  // An unescaped slash in the password would make the URL parser take the rest for the path, and the beginning for the port.
  return /[@:]/.test(pathname + search + hash) ? variable : `${protocol}//${host} of ${variable}`;
}

/**
 * Refuses a wrong address of a proxy, before the client sends anything to it.
 *
 * @returns the proxy's name for messages
 * @throws TransportFault of kind `proxy`
 */
export function checkProxy(proxy: string): string {
  const name = nameOf(proxy);
  const refused = (why: string): TransportFault => new TransportFault("proxy", `${name}: ${why}`);
  if (!URL.canParse(proxy)) throw refused("it is not a URL");
  const { protocol, username, password } = new URL(proxy);
  if (protocol !== "http:" && protocol !== "https:") throw refused("it is neither http nor https");
  try {
    // The proxy's library decodes them while it connects, where nobody catches its error.
    decodeURIComponent(username);
    decodeURIComponent(password);
  } catch {
    throw refused("its user or password has a % that begins no escape: write %25 for it");
  }
  return name;
}

/** Codes of errors that the proxy caused begin with this. node-fetch passes on only the code of an agent's error. */
const prefix = "ERR_PROXY ";

function failed(why: string): NodeJS.ErrnoException {
  return Object.assign(new Error("no connection through the proxy"), { code: `${prefix}${why}` });
}

/** What the proxy did, according to an error's code; undefined if the proxy did not cause the error. */
export function proxyFailureIn(code: string): string | undefined {
  return code.startsWith(prefix) ? code.slice(prefix.length) : undefined;
}

/** Makes the proxy's refusals errors: the library would take them for answers of the service. */
export function tellProxyFailures(agent: HttpsProxyAgent<string>): void {
  const connect = agent.connect.bind(agent);
  agent.connect = async (request: http.ClientRequest, options) => {
    let status: number | undefined;
    request.once("proxyConnect", (answer: { readonly statusCode: number }) => {
      status = answer.statusCode;
    });
    const socket = await connect(request, options).catch((error: NodeJS.ErrnoException) => {
      throw failed(error.code ?? "no answer to CONNECT");
    });
    if (status === 200) return socket;
    socket.destroy();
    throw failed(`HTTP ${status}`);
  };
}
