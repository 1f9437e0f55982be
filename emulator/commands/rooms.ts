import { roomEnvelope } from "../envelopes";
import { Refusal } from "../errors";
import { integer, optional, printableId, text } from "../fields";
import { limits } from "../limits";
import type { Presences, Room, World } from "../world";
import { command, type Service } from "./command";

const roomId = printableId({ invalid: 100002, maxBytes: limits.roomIdBytes });

const robotFields = {
  RoomId: roomId,
  Member_Account: text({ invalid: 100002, wrongType: 60015, maxBytes: limits.userIdBytes }),
};

/** Conference rooms of the room engine. */
export const rooms: Service = {
  name: "room_engine_http_srv",
  envelope: roomEnvelope,
  commands: {
    // Undocumented: whether the account must exist (here not), adding a robot that is there (here a success, also
    // in a full room), and how many robots are too many (here `maxRoomRobots`).
    add_robot: command({
      document: "Adding a Robot",
      fields: robotFields,
      handle({ RoomId, Member_Account }, { world, settings, nowMs }) {
        const { robots } = conference(world, RoomId);
        const isFull = robots.size >= settings.maxRoomRobots;
        if (isFull && !robots.has(Member_Account)) throw new Refusal(100700);
        world.join(robots, [Member_Account], nowMs);
        return {};
      },
    }),

    // Undocumented: deleting a member who is no robot. Here 100005, as for an account that is not there at all.
    delete_robot: command({
      document: "Deleting a Robot",
      fields: robotFields,
      handle({ RoomId, Member_Account }, { world }) {
        if (!conference(world, RoomId).robots.delete(Member_Account)) throw new Refusal(100005);
        return {};
      },
    }),

    // Undocumented: whether robots are listed, as what, and with which mark. Here they are, as plain members without
    // a mark. Nor is it documented whether Count has a limit; here it has none.
    get_room_member_list: command({
      document: "Get the Room Member List",
      fields: {
        RoomId: roomId,
        Count: optional(integer({ invalid: 100002, min: 1 })),
        Next: optional(text({ invalid: 100002, mayBeEmpty: true, pattern: /^\d*$/ })),
      },
      handle({ RoomId, Count = limits.roomMembersPerPage, Next = "" }, { world }) {
        // A position in the order of coming, not an index: a member who leaves between two pages shifts nobody.
        const rest = [...present(conference(world, RoomId))]
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
              Role: "Member",
              Marks: [],
              CustomInfo: "",
            })),
          },
        };
      },
    }),

    // The emulator holds a room's type and members: the name is the default of "Creating a Room", an owner there is not,
    // and settings such as MaxMemberCount are left out.
    get_room_info: command({
      document: "Get the Room Information",
      fields: { RoomId: roomId },
      handle({ RoomId }, { world }) {
        const room = conference(world, RoomId);
        return {
          Response: {
            RoomInfo: {
              RoomId,
              RoomName: RoomId,
              RoomType: room.type,
              Owner_Account: "",
              RoomStatus: "Running",
              CreateTime: room.createTime,
              MemberCount: present(room).size,
            },
          },
        };
      },
    }),
  },
};

/** @throws Refusal 100004, or 100006 for a room of another engine */
function conference(world: World, id: string): Room {
  const room = world.rooms.get(id);
  if (room === undefined) throw new Refusal(100004);
  if (room.type !== "Conference") throw new Refusal(100006, `${room.type} is not Conference`);
  return room;
}

function present(room: Room): Presences {
  return new Map([...room.members, ...room.robots]);
}
