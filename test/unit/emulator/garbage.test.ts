import assert from "node:assert/strict";
import { connect } from "node:net";
import fc from "fast-check";
import { documented } from "./documented";
import { Client, emulating, prototypeNames, seedOf, stateOf } from "./support";

const commands = Object.keys(documented);

const names = [
  "live",
  "team",
  "room",
  "show",
  "ann",
  "work",
  "@RBT#1",
  "",
  "x".repeat(60),
  ...prototypeNames,
];

const fieldNames = [
  "AccountList",
  "Accounts",
  "AddFriendItem",
  "CheckItem",
  "CommandType",
  "DeleteItem",
  "GroupId",
  "MemberList",
  "MemberList_Account",
  "Name",
  "Owner_Account",
  "Robot_Account",
  "RobotList_Account",
  "RoomId",
  "RoomInfo",
  "Type",
  "User_Account",
  "UserID",
  "Member_Account",
  "MemberToDel_Account",
  "From_Account",
  "To_Account",
  "GroupName",
  "Timestamp",
  "Mark",
  "Count",
  "Next",
  "Limit",
  "Offset",
  "Silence",
  "Reason",
  ...prototypeNames,
];

const scalar = fc.oneof(
  fc.constantFrom(...names),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.boolean(),
);
const flat = fc.dictionary(
  fc.constantFrom("Member_Account", "Marks", "UserID", "To_Account", "RoomId", "RoomType"),
  fc.oneof(scalar, fc.constantFrom("Live", "Conference", [500], [1000])),
);
const item = fc.oneof(scalar, flat);
const value = fc.oneof(item, fc.array(item, { maxLength: 5 }), fc.jsonValue());
const bodies = fc.dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 8 });

const world = seedOf({
  groups: { live: { type: "AVChatRoom" }, team: { type: "Public" } },
  rooms: { room: { type: "Conference" }, show: { type: "Live" } },
  friendLists: { ann: ["work"] },
});

describe("the emulator under garbage", () => {
  it("answers every body with HTTP 200, an envelope and a documented code", () =>
    emulating({ seed: world }, (client) =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...commands), bodies, async (command, body) => {
          const { status, text } = await client.post(command, JSON.stringify(body));
          assert.equal(status, 200);
          const { ActionStatus, ErrorCode } = JSON.parse(text) as { ActionStatus: string; ErrorCode: number };
          assert.equal(ActionStatus, ErrorCode === 0 ? "OK" : "FAIL");
          assert.ok([0, 60015, ...(documented[command] ?? [])].includes(ErrorCode), `${ErrorCode}`);
        }),
        { numRuns: 600 },
      ),
    ));

  it("changes nothing when it answers a failure", () =>
    emulating({ seed: world }, (client, emulator) =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...commands), bodies, async (command, body) => {
          const before = stateOf(emulator);
          const { ErrorCode } = await client.call(command, body);
          if (ErrorCode !== 0) assert.deepEqual(stateOf(emulator), before);
        }),
        { numRuns: 300 },
      ),
    ));

  it("answers random bytes as a body, and as a query, with a FAIL", () =>
    emulating({ seed: world }, (client) =>
      fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (bytes, usersig) => {
          const reply = await client.post(commands[0] ?? "", Buffer.from(bytes), { usersig });
          assert.equal((JSON.parse(reply.text) as { ActionStatus: string }).ActionStatus, "FAIL");
        }),
      ),
    ));

  it("refuses any JSON as a seed or a fault, or takes it, and goes on", () =>
    emulating({}, (client) =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom("seed", "faults"), fc.jsonValue(), async (route, body) => {
          const { status } = await client.control("POST", `/_emulator/${route}`, body);
          assert.ok(status === 400 || (status === 200 && JSON.stringify(body) === "{}"));
        }),
      ),
    ));

  for (const [what, bytes] of [
    ["no HTTP", "\u0000\u0001\u0002 nonsense\r\n\r\n"],
    ["half a request line", "POST /v4/sns/gro"],
    [
      "a request that breaks off in its body",
      "POST /v4/sns/group_get HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
    ],
    ["a header that never ends", `GET / HTTP/1.1\r\nA: ${"a".repeat(100_000)}`],
    ["a URL that is none", "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an upgrade", "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
  ] as const) {
    it(`goes on after ${what}, and says nothing of an internal error`, async () => {
      const lines: string[] = [];
      await emulating({ seed: world, log: (line) => lines.push(line) }, async (_client, emulator) => {
        await sendAndLeave(emulator.port, bytes);
        const other = new Client(emulator.url);
        assert.equal((await other.call("sns/group_get", { From_Account: "ann" })).ErrorCode, 0);
        other.close();
      });
      assert.equal(lines.join("\n").includes("internal error"), false);
    });
  }
});

/** Sends bytes on a connection of their own, waits for a reaction or a moment, and breaks the connection. */
function sendAndLeave(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), 30);
    socket.on("data", () => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
