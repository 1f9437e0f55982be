import { type Body, bool, choice, integer, optional, text } from "../http/fields";
import { newRoom, type RoomInfo } from "../model/containers";
import { Refusal } from "../model/errors";
import { limits, type RoomType } from "../model/limits";
import { paidRooms } from "../model/plans";
import { type Choices, type Context, command, type Errors } from "./command";
import { roomErrors, roomId, roomOf, roomUser } from "./lookups";

const invalid = 100002;

/** The fields of RoomInfo that both engines accept when they create a room. */
export function roomInfoFields<T extends RoomType>(type: T) {
  return {
    RoomId: roomId,
    RoomType: choice([type], { invalid, malformed: 100015 }),
    RoomName: optional(text({ invalid, mayBeEmpty: true, maxBytes: limits.roomNameBytes })),
    Owner_Account: optional(roomUser),
    MaxMemberCount: optional(integer({ invalid, min: 1 })),
    IsMessageDisabled: optional(bool({ invalid })),
    CustomInfo: optional(text({ invalid, mayBeEmpty: true })),
    IsSeatEnabled: optional(bool({ invalid })),
    MaxSeatCount: optional(integer({ invalid, min: 0 })),
    TakeSeatMode: optional(text({ invalid, mayBeEmpty: true })),
  };
}

export const creationErrors = {
  100002: "an owner who was not imported",
  100003: "a room of another owner has the RoomId",
  100010: "a room of the same owner has the RoomId",
} as const satisfies Errors;

export const creationChoices: Choices = {
  "the codes of the page, whose list we have not seen": "those of the engines' common table",
  "the code for an owner who was not imported": "100002",
  "whether the owner is in the room at once": "no; a seed can add the owner as a member",
  "which plan rooms need": `any paid plan; otherwise ${paidRooms.otherwise}`,
};

/** The fields of RoomInfo that are stored separately; all others are the settings of a room. */
const identifying: readonly string[] = ["RoomId", "RoomType", "RoomName", "Owner_Account"];

/**
 * Creates a room.
 * @param body RoomInfo, possibly with fields that only one of the engines has
 * @throws Refusal
 */
export function createRoom(
  body: Body<ReturnType<typeof roomInfoFields>>,
  { world, caller, nowMs }: Context,
): void {
  const { RoomId, RoomType, RoomName = "", Owner_Account = caller } = body;
  if (!world.isAccount(Owner_Account)) throw new Refusal(100002, `${Owner_Account} was not imported`);
  const before = world.rooms.get(RoomId);
  if (before !== undefined) throw new Refusal(before.info.owner === Owner_Account ? 100010 : 100003);
  // Groups and live rooms share their IDs. No page says that conferences do.
  if (RoomType === "Live" && world.groups.has(RoomId)) throw new Refusal(100011);
  const settings = Object.entries(body).filter(
    ([name, value]) => value !== undefined && !identifying.includes(name),
  );
  const info: RoomInfo = {
    type: RoomType,
    owner: Owner_Account,
    ...(RoomName !== "" && { name: RoomName }),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
  };
  world.rooms.set(RoomId, newRoom(info, nowMs));
}

export function destroyRoom(type: RoomType, document: string) {
  return command({
    document,
    plan: paidRooms,
    fields: { RoomId: roomId },
    errors: roomErrors,
    handle({ RoomId }, { world }) {
      roomOf(world, RoomId, type);
      world.rooms.delete(RoomId);
      return {};
    },
  });
}
