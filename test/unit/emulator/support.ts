import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../../../emulator";

/** The one class of the official signing library that the tests use; it comes without types. */
const { Api } = require("tls-sig-api-v2") as {
  readonly Api: new (
    sdkAppId: number,
    secretKey: string,
  ) => {
    genUserSig(identifier: string, ttlSeconds: number): string;
  };
};

export const sdkAppId = 1400000000;
export const secretKey = "emulator-secret-key";
export const identifier = "administrator";

/** A UserSig by Tencent's own library: the emulator's reading of the format is held against it. */
export function sign(
  overrides: { sdkAppId?: number; secretKey?: string; identifier?: string; ttlSeconds?: number } = {},
): string {
  const api = new Api(overrides.sdkAppId ?? sdkAppId, overrides.secretKey ?? secretKey);
  return api.genUserSig(overrides.identifier ?? identifier, overrides.ttlSeconds ?? 3600);
}

const userSig = sign();

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The JSON of an answer. Tests name the fields they look at. */
export type Answer = Record<string, unknown> & { readonly ErrorCode: number; readonly ErrorInfo: string };

/** What every answer of a success has. */
export const ok = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" } as const;

/** The ErrorCode in a reply whose text is JSON. */
export function codeIn({ text }: HttpReply): number {
  return (JSON.parse(text) as Answer).ErrorCode;
}

/** What an answer says of a member of a group who has only joined it. */
export const memberOf = (account: string, JoinTime = 0) => ({
  Member_Account: account,
  Role: "Member",
  JoinTime,
  MsgSeq: 0,
  MsgFlag: "AcceptAndNotify",
  LastSendMsgTime: 0,
  ShutUpUntil: 0,
  MuteUntil: 0,
  NameCard: "",
  AppMemberDefinedData: [],
});

/** The accounts in an answer's list of members, in its order. */
export function accountsIn({ MemberList }: Readonly<Record<string, unknown>>): string[] {
  return (MemberList as { Member_Account: string }[]).map(({ Member_Account }) => Member_Account);
}

/** Parameters of the URL; undefined leaves one out. */
export type Query = Readonly<Record<string, string | undefined>>;

export interface HttpRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A client with connections of its own, so that tests know which requests share one. */
export class Client {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #request: typeof request;

  /** @param ca the certificate of the authority that a client for https trusts */
  constructor(url: string, maxSockets = 1, ca?: string) {
    this.#url = url;
    const options = { keepAlive: true, maxSockets };
    this.#agent = ca === undefined ? new Agent(options) : new TlsAgent({ ...options, ca });
    this.#request = ca === undefined ? request : tlsRequest;
  }

  send({ method = "GET", path, headers = {}, body = "" }: HttpRequest): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      const length = { "Content-Length": String(Buffer.byteLength(body)) };
      const options = { method, agent: this.#agent, headers: { ...length, ...headers } };
      const sent = this.#request(`${this.#url}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** A REST call with a good query, unless `query` says otherwise. */
  post(command: string, body: string | Buffer, query: Query = {}): Promise<HttpReply> {
    return this.send({ method: "POST", path: restPath(command, query), body });
  }

  /** A REST call whose answer is JSON. */
  async call(command: string, body: unknown, query: Query = {}): Promise<Answer> {
    const { text } = await this.post(command, JSON.stringify(body), query);
    return JSON.parse(text) as Answer;
  }

  /** The ErrorCode of a REST call. */
  async code(command: string, body: unknown, query: Query = {}): Promise<number> {
    return (await this.call(command, body, query)).ErrorCode;
  }

  /** The ErrorCodes of a command's calls, one after the other. */
  async codes(command: string, bodies: Iterable<unknown>): Promise<number[]> {
    const codes = [];
    for (const body of bodies) codes.push(await this.code(command, body));
    return codes;
  }

  /** A control route: the status and the JSON. */
  async control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const reply = await this.send({ method, path, body: text });
    return { status: reply.status, json: JSON.parse(reply.text) };
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function restPath(command: string, query: Query = {}): string {
  const all: Query = {
    sdkappid: String(sdkAppId),
    identifier,
    usersig: userSig,
    random: "99999999",
    contenttype: "json",
    ...query,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v4/${command}?${new URLSearchParams(given)}`;
}

/** Runs `use` with an emulator and a client of its own, and leaves neither behind. */
export async function emulating(
  options: EmulatorOptions,
  use: (client: Client, emulator: Emulator) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator(options);
  const client = new Client(emulator.url);
  try {
    await use(client, emulator);
  } finally {
    client.close();
    await emulator.stop();
  }
}

/** Without waiting for a connection, which Node.js by itself would keep for five seconds after its last request. */
export async function stopAtOnce(emulator: Emulator): Promise<void> {
  const start = performance.now();
  await emulator.stop();
  assert.ok(performance.now() - start < 4000);
}

/** A seed for the app that tests use. */
export function seedOf(app: Seed[string]): Seed {
  return { [sdkAppId]: app };
}

/** What the emulator holds for the app that tests use. */
export function stateOf(emulator: Emulator) {
  const state = emulator.state()[sdkAppId];
  if (state === undefined) throw new Error("the app is gone");
  return state;
}

/** A clock that only the test moves. It starts at the present, when the UserSigs of tests are good. */
export class TestClock {
  #ms = Date.now();
  readonly now = () => this.#ms;

  pass(seconds: number): void {
    this.#ms += seconds * 1000;
  }
}

/** Like `emulating`, with a clock that stands still unless the test moves it. */
export function emulatingTime(
  options: EmulatorOptions,
  use: (client: Client, clock: TestClock, emulator: Emulator) => Promise<void>,
): Promise<void> {
  const clock = new TestClock();
  return emulating({ ...options, now: clock.now }, (client, emulator) => use(client, clock, emulator));
}

/** Names that a plain object inherits or treats specially. */
export const prototypeNames = ["__proto__", "constructor", "toString", "hasOwnProperty"] as const;

/** A copy in the order of UTF-16 code units, for comparing what has no order of its own. */
export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** Runs `use` with the path of a file that is not there yet, in a folder that goes with all that is in it. */
export async function inFolder(use: (file: string, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "emulator-state-"));
  try {
    await use(join(folder, "state"), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
