import { roomEnvelope } from "../../http/envelopes";
import { integer, list, optional, text } from "../../http/fields";
import { leave, present } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { deleteMarks, dismissRobot, setMarks } from "../../model/marks";
import { paidRooms } from "../../model/plans";
import { command, type Service } from "../command";
import { commandType, markedMembers, roomErrors, roomId, roomOf, roomUser } from "../lookups";
import { destroyRoom } from "../room-life";
import { createConference, getConferenceInfo } from "./life";

const invalid = 100002;

const robotFields = { RoomId: roomId, Member_Account: roomUser };

/** Conference rooms. */
export const rooms: Service = {
  name: "room_engine_http_srv",
  title: "Conference rooms",
  envelope: roomEnvelope,
  commands: {
    create_room: createConference,
    destroy_room: destroyRoom("Conference", "Destroy a Room"),
    get_room_info: getConferenceInfo,

    get_room_member_list: command({
      document: "Get the Room Member List",
      plan: paidRooms,
      fields: {
        RoomId: roomId,
        Count: optional(integer({ invalid, min: 1 })),
        Next: optional(
          text({
            invalid,
            mayBeEmpty: true,
            pattern: { test: /^\d*$/, says: "the value from the page before" },
          }),
        ),
      },
      errors: roomErrors,
      choices: {
        "whether robots are listed, in which role and with which mark": "as ordinary members without a mark",
        "the largest Count": "any number",
        'the Role of the owner: the sample says "RoomOwner", the table "Owner"': '"Owner"',
      },
      handle({ RoomId, Count = limits.roomMembersPerPage, Next = "" }, { world }) {
        const room = roomOf(world, RoomId, "Conference");
        // Next is a position in the order of joining, not an index. So a member who leaves between two pages shifts nobody.
        const rest = [...present(room)]
          .filter(([, { order }]) => order > Number(Next))
          .sort(([, a], [, b]) => a.order - b.order);
        const page = rest.slice(0, Count);
        const last = page.at(-1);
        return {
          Response: {
            Next: last !== undefined && rest.length > Count ? String(last[1].order) : "",
            MemberList: page.map(([account]) => ({
              Member_Account: account,
              NameCard: "",
              Role: room.info.owner === account ? "Owner" : "Member",
              Marks: [...(room.marks.get(account) ?? [])],
              CustomInfo: "",
            })),
          },
        };
      },
    }),

    add_robot: command({
      document: "Adding a Robot",
      plan: paidRooms,
      fields: robotFields,
      errors: { ...roomErrors, 100700: "the room cannot take more robots" },
      choices: {
        "whether the account has to be imported": "no",
        "adding a robot that is there already": "a success, even in a full room",
        "how many robots a room can have": "100, or `maxRoomRobots`",
      },
      handle({ RoomId, Member_Account }, { world, settings, nowMs }) {
        const { robots } = roomOf(world, RoomId, "Conference");
        const isFull = robots.size >= settings.maxRoomRobots;
        if (isFull && !robots.has(Member_Account)) throw new Refusal(100700);
        world.join(robots, [Member_Account], nowMs);
        return {};
      },
    }),

    delete_robot: command({
      document: "Deleting a Robot",
      plan: paidRooms,
      fields: robotFields,
      errors: { ...roomErrors, 100005: "no robot of the room" },
      choices: { "deleting a member who is no robot": "100005, as for an account that is not in the room" },
      handle({ RoomId, Member_Account }, { world }) {
        const room = roomOf(world, RoomId, "Conference");
        if (!room.robots.has(Member_Account)) throw new Refusal(100005);
        dismissRobot(room, Member_Account);
        return {};
      },
    }),

    mark_room_member: command({
      document: "Marking Room Members",
      plan: paidRooms,
      fields: {
        RoomId: roomId,
        CommandType: commandType(invalid),
        MemberList: markedMembers({
          invalid,
          maxItems: limits.roomMarkMembersPerCall,
          smallestMark: limits.smallestOwnMark,
          maxMarks: limits.roomMarksPerMember,
        }),
      },
      errors: {
        ...roomErrors,
        100002: `more than ${limits.marksPerContainer} different marks in the room`,
        100005: "an account that is not in the room",
      },
      choices: {
        "the answer if only some of the accounts are in the room": "100005, and nobody is marked",
        "whether the limit of three marks is for a call or for each member in it": "for each member",
      },
      handle({ RoomId, CommandType, MemberList }, { world }) {
        const room = roomOf(world, RoomId, "Conference");
        const inside = present(room);
        const changes = MemberList.map(({ Member_Account, Marks }) => [Member_Account, Marks] as const);
        for (const [account] of changes) if (!inside.has(account)) throw new Refusal(100005, account);
        if (CommandType === 1) setMarks(room, changes, invalid);
        else for (const [account, marks] of changes) deleteMarks(room, account, marks);
        return {};
      },
    }),

    kick_user_out: command({
      document: "Remove Room Member",
      plan: paidRooms,
      fields: {
        RoomId: roomId,
        MemberList_Account: list(roomUser, { invalid, maxItems: limits.membersPerRoomKick }),
        Reason: optional(text({ invalid, mayBeEmpty: true, maxBytes: limits.roomKickReasonBytes })),
      },
      errors: roomErrors,
      choices: {
        "removing an account that is not in the room": "a success",
        "whether robots are removed": "yes",
        "whether Reason may be left out: the page says that it is mandatory": "yes",
      },
      handle({ RoomId, MemberList_Account }, { world }) {
        const room = roomOf(world, RoomId, "Conference");
        for (const account of MemberList_Account) leave(room, account);
        return {};
      },
    }),
  },
};
