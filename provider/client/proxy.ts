import type * as http from "node:http";
import type { HttpsProxyAgent } from "https-proxy-agent" with { "resolution-mode": "import" };
import { TransportFault } from "./faults";

/** The variables that may name the proxy for https, in the order in which `proxy-from-env` asks them. */
const variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/** A proxy as a message may name it: its address without its user and password, and the variable that it is from. */
function nameOf(proxy: string): string {
  const variable = variables.find((each) => process.env[each]) ?? "the environment";
  if (!URL.canParse(proxy)) return variable;
  const { protocol, host, pathname, search, hash } = new URL(proxy);
  // A password with an unescaped slash in it would be taken for the path, and its beginning for the port.
  return /[@:]/.test(pathname + search + hash) ? variable : `${protocol}//${host} of ${variable}`;
}

/**
 * Refuses what is no address of a proxy, before anything is sent to it.
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
    // The proxy's library does so once it is connecting, where nobody catches what is thrown.
    decodeURIComponent(username);
    decodeURIComponent(password);
  } catch {
    throw refused("its user or password has a % that begins no escape: write %25 for it");
  }
  return name;
}

/** Error codes that the proxy caused begin with this. node-fetch passes on only the code of an agent's error. */
const prefix = "ERR_PROXY ";

function failed(why: string): NodeJS.ErrnoException {
  return Object.assign(new Error("no connection through the proxy"), { code: `${prefix}${why}` });
}

/** What the proxy did, by the code of an error; undefined where the error is not the proxy's. */
export function proxyFailureIn(code: string): string | undefined {
  return code.startsWith(prefix) ? code.slice(prefix.length) : undefined;
}

/** Tells what the proxy refuses from what the service answers: the library takes a refusal for an answer. */
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
