import type { IncomingMessage, ServerResponse } from "node:http";
import type { Backend } from "../backend";
import { parseJson, readBody } from "../http/body";
import { ShapeError } from "../json-reader";
import { pageFile } from "./page";
import { failure, type Reply, send } from "./reply";
import { type Route, routes } from "./routes";

/** Serves everything that is not under `/v4/`. */
export async function serveControl(
  backend: Backend,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readBody(request);
  const reply = replyTo(backend, path, request, raw);
  await backend.saved();
  send(response, reply);
}

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace("{id}", "(\\d{1,15})")}$`),
}));

/** The routes at a path, whatever their method, with the number in the path. */
function routesAt(path: string): { readonly route: Route; readonly id: number }[] {
  return patterns.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path);
    return match === null ? [] : [{ route, id: Number(match[1] ?? 0) }];
  });
}

function replyTo(
  backend: Backend,
  path: string,
  { method = "", headers }: IncomingMessage,
  raw: Buffer | undefined,
): Reply {
  const file = method === "GET" ? pageFile(path) : undefined;
  if (file !== undefined) return file;
  const here = routesAt(path);
  const { redactor } = backend.configuration;
  if (here.length === 0) return failure(404, `no control route ${redactor.line(path)}; GET / lists them`);
  const found = here.find(({ route }) => route.method === method);
  if (found === undefined)
    return failure(405, `${path} takes only ${here.map(({ route }) => route.method).join(", ")}`);
  if (raw === undefined) return failure(413, "the body is larger than 1 MB");
  try {
    const { route, id } = found;
    return route.handle({ backend, body: parseJson(raw), id, accept: headers.accept ?? "" });
  } catch (error) {
    if (error instanceof ShapeError) return failure(400, redactor.line(error.message));
    throw error;
  }
}
