import { roomEnvelope } from "../../http/envelopes";
import { bool, integer, list, optional, record, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { dismissRobot } from "../../model/marks";
import { cachedOnlineList, onlinePage } from "../../model/online-list";
import { paidRooms } from "../../model/plans";
import type { World } from "../../model/world";
import { command, type Service } from "../command";
import { findNotImported, roomErrors, roomId, roomOf, roomUser } from "../lookups";
import { createRoom, creationChoices, creationErrors, destroyRoom, roomInfoFields } from "../room-life";

const invalid = 100002;

const robotFields = { RoomId: roomId, RobotList_Account: list(roomUser, { invalid }) };

const robotErrors = { ...roomErrors, 100002: "an account that was not imported" } as const;

const notImported = { "the code for an account that was not imported": "100002" };

/** Rooms of the live engine. */
export const liveRooms: Service = {
  name: "live_engine_http_srv",
  title: "Live rooms",
  envelope: roomEnvelope,
  commands: {
    create_room: command({
      document: "Create Room",
      plan: paidRooms,
      fields: {
        RoomInfo: record(
          {
            ...roomInfoFields("Live"),
            CoverURL: optional(text({ invalid, mayBeEmpty: true, maxBytes: limits.coverUrlBytes })),
            Category: optional(
              list(integer({ invalid, min: 0 }), {
                invalid,
                mayBeEmpty: true,
                maxItems: limits.roomCategories,
              }),
            ),
            IsPublicVisible: optional(bool({ invalid })),
            ActivityStatus: optional(integer({ invalid, min: 0 })),
            IsUnlimitedRoomEnabled: optional(bool({ invalid })),
            SeatTemplate: optional(text({ invalid, mayBeEmpty: true })),
          },
          { invalid },
        ),
      },
      errors: { ...creationErrors, 100011: "a group has the RoomId" },
      choices: {
        ...creationChoices,
        "whether SeatTemplate is required: the newest page says so, older ones lack it": "no",
        "whether the room is a group too": "no group can have its ID, but group commands answer 10010 for it",
      },
      handle({ RoomInfo }, context) {
        createRoom(RoomInfo, context);
        return {};
      },
    }),

    destroy_room: destroyRoom("Live", "Destroy Room"),

    add_robot: command({
      document: "Add Room Robot",
      callsPerSecond: limits.callsPerSecondOfSome,
      plan: paidRooms,
      fields: robotFields,
      errors: { ...robotErrors, 100700: `more than ${limits.liveRobots} robots in the room` },
      choices: {
        ...notImported,
        "how many robots a room can have: some pages say three, others nothing": `${limits.liveRobots}`,
        "the code for too many robots": "100700, as in the room engine; and none is added",
        "adding a robot that is there already": "a success, even in a full room",
      },
      handle({ RoomId, RobotList_Account }, { world, nowMs }) {
        const { robots } = roomOf(world, RoomId, "Live");
        checkImported(world, RobotList_Account);
        if (new Set([...robots.keys(), ...RobotList_Account]).size > limits.liveRobots)
          throw new Refusal(100700);
        world.join(robots, RobotList_Account, nowMs);
        return {};
      },
    }),

    del_robot: command({
      document: "Delete Room Robot",
      callsPerSecond: limits.callsPerSecondOfSome,
      plan: paidRooms,
      fields: robotFields,
      errors: robotErrors,
      choices: { ...notImported, "deleting an account that is no robot": "a success" },
      handle({ RoomId, RobotList_Account }, { world }) {
        const room = roomOf(world, RoomId, "Live");
        checkImported(world, RobotList_Account);
        for (const account of RobotList_Account) dismissRobot(room, account);
        return {};
      },
    }),

    get_robot: command({
      document: "Get Room Robot",
      callsPerSecond: limits.callsPerSecondOfSome,
      plan: paidRooms,
      fields: { RoomId: roomId },
      errors: roomErrors,
      choices: { "the order of the robots": "the order in which they were added" },
      handle: ({ RoomId }, { world }) => ({
        Response: { RobotList_Account: [...roomOf(world, RoomId, "Live").robots.keys()] },
      }),
    }),

    get_member_list: command({
      document: "Get Room Member List",
      plan: paidRooms,
      fields: {
        RoomId: roomId,
        Next: text({
          invalid,
          mayBeEmpty: true,
          pattern: { test: /^\d*$/, says: "the value from the page before" },
        }),
      },
      errors: roomErrors,
      choices: {
        "whether robots are listed and counted": "yes",
        "members in a page": "as many as in a page of get_members",
        "how old the list may be: 40 seconds": "as old as the list of get_members",
      },
      handle({ RoomId, Next }, { world, settings, nowMs }) {
        const online = cachedOnlineList(roomOf(world, RoomId, "Live"), nowMs, settings.listDelaySeconds);
        const page = onlinePage(online, {
          before: Number(Next),
          pageSize: settings.membersPageSize,
          most: limits.liveMembers,
        });
        return {
          Response: {
            Next: page.next === 0 ? "" : String(page.next),
            MemberCount: online.members.length,
            MemberList: page.members.map(({ account }) => ({ Member_Account: account })),
          },
        };
      },
    }),
  },
};

/** @throws Refusal 100002 */
function checkImported(world: World, accounts: readonly string[]): void {
  const unknown = findNotImported(world, accounts);
  if (unknown !== undefined) throw new Refusal(100002, `${unknown} was not imported`);
}
