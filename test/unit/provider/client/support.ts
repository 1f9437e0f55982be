import { Client, type ClientOptions, type Surroundings } from "../../../../provider/client/client";
import type { Clock } from "../../../../provider/client/clock";
import * as commands from "../../../../provider/client/commands";
import type { HttpAnswer, Transport } from "../../../../provider/client/transport";

/** A clock whose time passes only by sleeping. */
export class SleepingClock implements Clock {
  /** How long each sleep was, in order. */
  readonly sleeps: number[] = [];
  #now = 1_800_000_000_000;

  readonly now = (): number => this.#now;

  async sleep(milliseconds: number): Promise<void> {
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    await Promise.resolve();
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** A clock with many sleepers, whose time passes from one waking to the next while `run` waits. */
export class TimerClock implements Clock {
  readonly #lateness: (timer: number) => number;
  #timers: { readonly at: number; readonly wake: () => void }[] = [];
  #count = 0;
  #now = 1_800_000_000_000;

  /** @param lateness by how much the timer of this number wakes too late */
  constructor(lateness: (timer: number) => number) {
    this.#lateness = lateness;
  }

  readonly now = (): number => this.#now;

  sleep(milliseconds: number): Promise<void> {
    const at = this.#now + Math.ceil(milliseconds) + this.#lateness(this.#count++);
    return new Promise((wake) => this.#timers.push({ at, wake }));
  }

  async run(work: Promise<unknown>): Promise<void> {
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    work.then(end, end);
    while (!ended) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = Math.min(...this.#timers.map(({ at }) => at));
      if (next === Number.POSITIVE_INFINITY) continue;
      this.#now = Math.max(this.#now, next);
      const due = this.#timers.filter(({ at }) => at <= this.#now);
      this.#timers = this.#timers.filter(({ at }) => at > this.#now);
      for (const { wake } of due) wake();
    }
    await work;
  }
}

export const options: ClientOptions = {
  sdkAppId: 1400000000,
  secretKey: "0123456789abcdef0123456789abcdef",
  identifier: "administrator",
  baseUrl: "https://chat.example.com",
  requestsPerSecond: 200,
  maxAttempts: 3,
  timeoutSeconds: 10,
  userSigTtlSeconds: 86_400,
};

type Answer = HttpAnswer | Error | object;

/** An answer, or what makes one of the request's URL. */
export type Reply = Answer | ((url: URL) => Answer);

/** A request as a scripted transport saw it. */
export interface SeenRequest {
  readonly url: URL;
  readonly body: unknown;
}

export interface Script {
  readonly client: Client;
  readonly clock: SleepingClock;
  readonly seen: SeenRequest[];
  readonly lines: string[];
}

const isHttpAnswer = (reply: Answer): reply is HttpAnswer => "status" in reply && "text" in reply;

/**
 * A client whose requests are answered from a list, the last reply for ever: an object as JSON with status 200, an error
 * by throwing it.
 */
export function scripted(
  replies: readonly Reply[],
  changes: Partial<ClientOptions> = {},
  surroundings: Partial<Pick<Surroundings, "random" | "log">> = {},
): Script {
  const clock = new SleepingClock();
  const seen: SeenRequest[] = [];
  const lines: string[] = [];
  const send: Transport["send"] = async (address, body) => {
    const url = new URL(address);
    const reply = replies[Math.min(seen.length, replies.length - 1)];
    seen.push({ url, body: JSON.parse(body) });
    const answer = typeof reply === "function" ? reply(url) : reply;
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("the script is empty");
    return isHttpAnswer(answer) ? answer : { status: 200, text: JSON.stringify(answer) };
  };
  const client = new Client(
    { ...options, ...changes },
    {
      clock,
      random: () => 0.5,
      log: (line) => lines.push(line),
      transport: { open: () => Promise.resolve(), send },
      ...surroundings,
    },
  );
  return { client, clock, seen, lines };
}

export const ok = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };

export function fail(code: number, info = "as told", more: object = {}): object {
  return { ActionStatus: "FAIL", ErrorCode: code, ErrorInfo: info, ...more };
}

/** An answer as its document shows it, of each command whose answer has more than an ErrorCode to read. */
export const answers: Readonly<Record<string, object>> = {
  "group_open_avchatroom_http_svc/get_members": {
    ...ok,
    MemberList: [
      { Member_Account: "bot1", JoinTime: 1693271354, NickName: "Host", Avatar: "https://example.com/a.png" },
      { Member_Account: "bot2", JoinTime: 1693271355, NickName: "", Avatar: "" },
    ],
    NextTimestamp: 0,
  },
  "room_engine_http_srv/get_room_member_list": {
    ...ok,
    RequestId: "Id-1",
    Response: {
      Next: "",
      MemberList: [{ Member_Account: "bot1", NameCard: "", Role: "Member", Marks: [1000], CustomInfo: "" }],
    },
  },
  "live_engine_http_srv/get_robot": {
    ...ok,
    RequestId: "Id-2",
    Response: { RobotList_Account: ["bot1", "bot2"] },
  },
  "im_open_login_svc/account_check": {
    ...ok,
    ResultItem: [
      { UserID: "bot1", ResultCode: 0, ResultInfo: "", AccountStatus: "Imported" },
      { UserID: "bot2", ResultCode: 70169, ResultInfo: "timed out" },
    ],
  },
  "im_open_login_svc/account_delete": {
    ...ok,
    ResultItem: [{ UserID: "bot1", ResultCode: 0, ResultInfo: "" }],
  },
  "group_open_http_svc/get_appid_group_list": {
    ...ok,
    TotalCount: 2,
    GroupIdList: [{ GroupId: "@TGS#1" }, { GroupId: "@TGS#2" }],
    Next: 4454685361,
  },
  "openim_robot_http_svc/get_all_robots": { ...ok, Robot_Account: ["@RBT#1", "@RBT#2"] },
  "profile/portrait_get": {
    ...ok,
    UserProfileItem: [
      {
        To_Account: "bot1",
        ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: "Host" }],
        ResultCode: 0,
        ResultInfo: "",
      },
      { To_Account: "@RBT#1", ProfileItem: [], ResultCode: 0, ResultInfo: "" },
      { To_Account: "bot2", ResultCode: 40003, ResultInfo: "no such account" },
    ],
    ErrorDisplay: "",
  },
  "group_open_http_svc/get_group_info": {
    ...ok,
    GroupInfo: [
      {
        GroupId: "live",
        ErrorCode: 0,
        ErrorInfo: "",
        Type: "AVChatRoom",
        Name: "Main stage",
        Owner_Account: "host",
        CreateTime: 1693271355,
      },
      { GroupId: "other", ErrorCode: 10010, ErrorInfo: "no such group" },
    ],
  },
  "sns/group_delete": { ...ok, ErrorInfo: "0", CurrentSequence: 4, ErrorDisplay: "" },
};

export type AnyCommand = commands.Command<never, unknown>;

const isCommand = (value: unknown): value is AnyCommand =>
  typeof value === "object" && value !== null && "path" in value;

export const allCommands: readonly AnyCommand[] = Object.values<unknown>({ ...commands }).filter(isCommand);

/** The keys that lead to a part of a JSON value. */
export type Path = readonly (string | number)[];

/** Each part of a JSON value, by its path. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}
