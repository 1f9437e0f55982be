import assert from "node:assert/strict";
import fc from "fast-check";
import { isTencentChatError } from "../../../../provider/client/errors";
import { readConfiguration } from "../../../../provider/configuration/configuration";
import { chatAccount } from "../../../../provider/lifecycle/chat-account";
import { chatbot } from "../../../../provider/lifecycle/chatbot";
import { Context } from "../../../../provider/lifecycle/context";
import { ExplainedError } from "../../../../provider/lifecycle/explained-error";
import { liveGroup } from "../../../../provider/lifecycle/live-group";
import { liveGroupRobots, liveRoomRobots } from "../../../../provider/lifecycle/robots/live-robots";
import { roomRobot } from "../../../../provider/lifecycle/robots/room-robot";
import { roomRobots } from "../../../../provider/lifecycle/robots/room-robots";
import { type Listening, serve } from "../../../support/listening";
import { answers, ok, type Path, pathsIn } from "../client/support";

interface Subject {
  /** Whose answer is wrong. */
  readonly command: string;
  readonly lifecycle: (context: Context) => {
    readonly read: (id: string, props: never) => Promise<{ readonly id?: string }>;
  };
  /** What the good answers say is there. */
  readonly state: object;
}

const robots = { memberAccounts: ["bot1"] };
const subjects: Readonly<Record<string, Subject>> = {
  LiveGroupRobots: {
    command: "group_open_avchatroom_http_svc/get_members",
    lifecycle: liveGroupRobots,
    state: { groupId: "live", ...robots },
  },
  LiveRoomRobots: {
    command: "live_engine_http_srv/get_robot",
    lifecycle: liveRoomRobots,
    state: { roomId: "live", ...robots },
  },
  RoomRobot: {
    command: "room_engine_http_srv/get_room_member_list",
    lifecycle: roomRobot,
    state: { roomId: "room", memberAccount: "bot1" },
  },
  RoomRobots: {
    command: "room_engine_http_srv/get_room_member_list",
    lifecycle: roomRobots,
    state: { rooms: { room: ["bot1"] } },
  },
  ChatAccount: {
    command: "im_open_login_svc/account_check",
    lifecycle: chatAccount,
    state: { userId: "bot1" },
  },
  Chatbot: {
    command: "openim_robot_http_svc/get_all_robots",
    lifecycle: chatbot,
    state: { userId: "@RBT#1" },
  },
  "a ChatAccount with a profile": {
    command: "profile/portrait_get",
    lifecycle: chatAccount,
    state: { userId: "bot1", nick: "Host" },
  },
  "a Chatbot with a profile": {
    command: "profile/portrait_get",
    lifecycle: chatbot,
    state: { userId: "@RBT#1", selfSignature: "Ask me" },
  },
  LiveGroup: {
    command: "group_open_http_svc/get_group_info",
    lifecycle: liveGroup,
    state: { groupId: "live", name: "Main stage", created: true, createTime: 1693271355 },
  },
};

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? "list" : value === null ? "null" : typeof value;

/** The value with something of another type at the path. */
function withOther(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return typeOf(other) === typeOf(value) ? null : other;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = withOther(copy[key], rest, other);
  return copy;
}

describe("an answer that is OK and of another shape", () => {
  let server: Listening;
  let wrong: { readonly command: string; readonly answer: unknown } | undefined;

  before(async () => {
    server = await serve((request, response) => {
      const command = new URL(request.url ?? "", "http://localhost").pathname.replace("/v4/", "");
      request.resume();
      response.end(JSON.stringify(command === wrong?.command ? wrong.answer : (answers[command] ?? ok)));
    });
  });

  after(() => server.stop());

  const contextFor = (): Context =>
    new Context(
      readConfiguration(() => undefined, {
        TENCENT_CHAT_SDK_APP_ID: "1400000000",
        TENCENT_CHAT_SECRET_KEY: "0123456789abcdef0123456789abcdef",
        TENCENT_CHAT_ENDPOINT: server.url,
        TENCENT_CHAT_MAX_ATTEMPTS: "1",
        TENCENT_CHAT_REQUESTS_PER_SECOND: "10000",
        TENCENT_CHAT_LIST_DELAY_SECONDS: "0",
        TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST: "true",
      }),
    );

  const refused = (error: unknown): boolean => isTencentChatError(error) || error instanceof ExplainedError;

  for (const [type, { command, lifecycle, state }] of Object.entries(subjects)) {
    it(`never makes ${type} take what is there for gone, and is never an error of this package's own`, async () => {
      const good = answers[command];
      wrong = undefined;
      const read = async () => (await lifecycle(contextFor()).read("id", state as never)).id;
      assert.equal(await read(), "id");
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...pathsIn(good)),
          fc.constantFrom<unknown>(null, true, 1, "x", [], {}, { toString: 1 }, undefined),
          async (path, other) => {
            wrong = { command, answer: withOther(good, path, other) ?? null };
            const id = await read().catch((error: unknown) => (refused(error) ? "refused" : error));
            assert.ok(id === "id" || id === "refused", `${JSON.stringify(wrong.answer)}: ${String(id)}`);
          },
        ),
        { numRuns: 150 },
      );
    });

    it(`never makes ${type} take what is there for gone when it holds nothing`, async () => {
      for (const answer of [
        ok,
        { ...ok, Response: {} },
        { ...ok, GroupInfo: [] },
        { ...ok, ResultItem: [] },
        { ...ok, UserProfileItem: [] },
      ]) {
        wrong = { command, answer };
        await assert.rejects(async () => lifecycle(contextFor()).read("id", state as never), refused);
      }
    });
  }

  it("never makes a delete succeed that the service has not told of", async () => {
    const deleted = { ...subjects.ChatAccount?.state, deleteOnDestroy: true };
    for (const answer of [ok, { ...ok, ResultItem: [] }, { ...ok, ResultItem: "x" }]) {
      wrong = { command: "im_open_login_svc/account_delete", answer };
      await assert.rejects(async () => chatAccount(contextFor()).delete("bot1", deleted as never), refused);
      wrong = { command: "group_open_http_svc/get_group_info", answer };
      await assert.rejects(
        async () => liveGroup(contextFor()).delete("live", subjects.LiveGroup?.state as never),
        refused,
      );
    }
  });

  it("about another group is no answer about this one", async () => {
    const [, other] = (answers["group_open_http_svc/get_group_info"] as { GroupInfo: object[] }).GroupInfo;
    wrong = { command: "group_open_http_svc/get_group_info", answer: { ...ok, GroupInfo: [other] } };
    await assert.rejects(
      async () => liveGroup(contextFor()).read("live", subjects.LiveGroup?.state as never),
      /get_group_info: the answer says nothing about group live, so it may or may not exist/,
    );
  });
});
