import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { serve } from "./listening";

/*
 * A hostile service: passes every request on to a good one, and puts the secrets that it was sent, or knows, into what it
 * answers.
 */

const percent = (byte: number, digits: (hex: string) => string): string =>
  `%${digits(byte.toString(16).padStart(2, "0"))}`;
const eachByte = (text: string, write: (byte: number, at: number) => string): string =>
  [...Buffer.from(text)].map(write).join("");
const eachUnit = (text: string, write: (unit: string) => string): string =>
  Array.from({ length: text.length }, (_, at) =>
    write(text.charCodeAt(at).toString(16).padStart(4, "0")),
  ).join("");

const lower = (hex: string): string => hex;
const upper = (hex: string): string => hex.toUpperCase();

/** The ways in which the server writes a secret into its answers. */
export const writings = {
  "as it is": (text) => text,
  "URL-encoded": encodeURIComponent,
  "URL-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "each byte URL-encoded, in lower case": (text) => eachByte(text, (byte) => percent(byte, lower)),
  "each byte URL-encoded, in upper case": (text) => eachByte(text, (byte) => percent(byte, upper)),
  "some bytes URL-encoded, in mixed case": (text) =>
    eachByte(text, (byte, at) =>
      at % 3 === 0 ? percent(byte, at % 2 === 0 ? lower : upper) : String.fromCharCode(byte),
    ),
  "each byte URL-encoded twice": (text) => encodeURIComponent(eachByte(text, (byte) => percent(byte, lower))),
  "in JSON": (text) => JSON.stringify({ text }),
  "in JSON in JSON": (text) => JSON.stringify(JSON.stringify({ text })),
  "in JSON, each character escaped": (text) => `"${eachUnit(text, (unit) => `\\u${unit}`)}"`,
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64, one byte later": (text) => Buffer.from(`.${text}`).toString("base64"),
  "in base64, two bytes later": (text) => Buffer.from(`..${text}`).toString("base64"),
  "in URL-safe base64": (text) => Buffer.from(text).toString("base64url"),
  "in URL-safe base64, one byte later": (text) => Buffer.from(`.${text}`).toString("base64url"),
  "in URL-safe base64, two bytes later": (text) => Buffer.from(`..${text}`).toString("base64url"),
  "in base64, URL-encoded": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  "in hexadecimal digits": (text) => Buffer.from(text).toString("hex"),
} as const satisfies Readonly<Record<string, (text: string) => string>>;

export type Writing = keyof typeof writings;

/**
 * Where the secrets are in an answer:
 *
 * - `error`: in each text of a failure as a whole;
 * - `items`: in the text of each item, which has failed, of an answer that is OK;
 * - `texts`: behind each text of an answer that is OK, names and cursors as well, and in one more field of each object;
 * - `instead`: in place of each text of an answer that is OK;
 * - `page`: in the page of a gateway, with HTTP status 200;
 * - `status`: in the page and in the status line of a gateway, with HTTP status 502.
 */
export const strikes = ["error", "items", "texts", "instead", "page", "status"] as const;

export type Strike = (typeof strikes)[number];

export interface Attack {
  readonly strike: Strike;
  readonly writing: Writing;
  /** Requests that it lets through first. @default 0 */
  readonly skip?: number;
  /** How the text in a JSON answer is escaped. @default as `JSON.stringify` does */
  readonly escapes?: "all";
}

export interface Hostile {
  readonly url: string;
  /** Every UserSig that it was sent. */
  readonly userSigs: ReadonlySet<string>;
  /** Answers that held secrets since the last `attack`: a test in which there were none proves nothing. */
  readonly struck: number;
  /** What it does from now on; undefined: it only passes on. */
  attack(attack: Attack | undefined): void;
  stop(): Promise<void>;
}

interface Fields {
  readonly [field: string]: unknown;
}

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The answer with another text for each text in it. */
function rewritten(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) return value.map((each) => rewritten(each, write));
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, each]) => [name, rewritten(each, write)]);
  return Object.fromEntries([...fields, ["Extra", write("")], [write("Field "), 1]]);
}

/** The answer with each object in a list as one that has failed. */
function withFailedItems(value: unknown, failed: Fields): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => (isObject(each) ? { ...each, ...failed } : each));
  }
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, each]) => [name, withFailedItems(each, failed)]);
  return Object.fromEntries(fields);
}

/** The text of JSON with each letter and digit inside its texts as an escape. */
const escapedAll = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"(?!:)/g, (text) =>
    text.replace(/\\.[0-9a-f]{0,4}|[A-Za-z0-9]/g, (part) =>
      part.length > 1 ? part : eachUnit(part, (unit) => `\\u${unit}`),
    ),
  );

/** The code of a failure, as a whole or of an item. */
const failure = 10004;

function answerWith({ strike }: Attack, good: Fields, echo: string): unknown {
  switch (strike) {
    case "error":
      return {
        ActionStatus: "FAIL",
        ErrorCode: failure,
        ErrorInfo: echo,
        ErrorDisplay: echo,
        RequestId: echo,
        Response: { Message: echo },
        [echo]: echo,
      };
    case "items": {
      const failed = { ErrorCode: failure, ErrorInfo: echo, ResultCode: failure, ResultInfo: echo };
      const items = withFailedItems(good, failed) as Fields;
      return { ...items, ErrorInfo: echo, RequestId: echo };
    }
    case "texts":
      return rewritten(good, (text) => `${text}${echo}`);
    default:
      return rewritten(good, () => echo);
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function ask(url: URL, { method, headers }: IncomingMessage, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const onward = request(url, { method, headers, agent: false }, (answer) => {
      bodyOf(answer).then(resolve, reject);
    });
    onward.on("error", reject);
    onward.end(body);
  });
}

function send(response: ServerResponse, attack: Attack, good: string, echo: string): void {
  if (attack.strike === "page" || attack.strike === "status") {
    // A status line takes neither line ends nor other controls.
    if (attack.strike === "status") response.writeHead(502, echo.replace(/[^ -~]/g, ""));
    response.end(`<html><body>cannot serve ${echo}</body></html>`);
    return;
  }
  const json = JSON.stringify(answerWith(attack, JSON.parse(good) as Fields, echo));
  response.setHeader("content-type", "application/json");
  response.end(attack.escapes === "all" ? escapedAll(json) : json);
}

/**
 * Starts a hostile service before the good one at `target`.
 *
 * @param secrets what it knows beside the UserSig that is in each URL: the SecretKey
 */
export async function startHostile(target: string, secrets: readonly string[]): Promise<Hostile> {
  const userSigs = new Set<string>();
  let current: Attack | undefined;
  let struck = 0;
  let asked = 0;
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const attack = current;
    const url = new URL(incoming.url ?? "", target);
    const userSig = url.searchParams.get("usersig") ?? "";
    userSigs.add(userSig);
    asked += 1;
    const good = await ask(url, incoming, await bodyOf(incoming));
    if (attack === undefined || asked <= (attack.skip ?? 0)) {
      response.end(good);
      return;
    }
    struck += 1;
    // The key first: what is cut off a long text must not hide it.
    const echo = [...secrets, userSig, url.pathname + url.search].map(writings[attack.writing]).join(" ");
    send(response, attack, good, echo);
  };
  const { url, stop } = await serve((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  return {
    url,
    userSigs,
    get struck() {
      return struck;
    },
    attack: (attack) => {
      current = attack;
      struck = 0;
      asked = 0;
    },
    stop,
  };
}
