import { bool, integer, list, optional, record } from "../../http/fields";
import { present, type Room } from "../../model/containers";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { paidRooms } from "../../model/plans";
import { command } from "../command";
import { roomErrors, roomId, roomOf, roomUser } from "../lookups";
import { createRoom, creationChoices, creationErrors, roomInfoFields } from "../room-life";

const invalid = 100002;

const flag = optional(bool({ invalid }));
const time = optional(integer({ invalid, min: 0 }));

export const createConference = command({
  document: "Create a Room",
  plan: paidRooms,
  fields: {
    RoomInfo: record(
      {
        ...roomInfoFields("Conference"),
        ScheduleStartTime: time,
        ScheduleEndTime: time,
        IsVideoDisabled: flag,
        IsAudioDisabled: flag,
        IsScreenSharingDisabled: flag,
        IsCloudRecordingDisabled: flag,
      },
      { invalid },
    ),
    ScheduleInviteeList_Account: optional(list(roomUser, { invalid, mayBeEmpty: true })),
  },
  errors: {
    ...creationErrors,
    100002: `${creationErrors[100002]}, or a scheduled time shorter than ${limits.shortestScheduleSeconds} seconds`,
  },
  choices: {
    ...creationChoices,
    "the effect on invited users": "none",
    "whether it shares its IDs with groups, as live rooms do": "no",
  },
  handle({ RoomInfo }, context) {
    createRoom({ ...RoomInfo, ...scheduleOf(RoomInfo) }, context);
    return {};
  },
});

export const getConferenceInfo = command({
  document: "Get the Room Information",
  plan: paidRooms,
  fields: { RoomId: roomId },
  errors: roomErrors,
  choices: { "fields that the creation of the room did not set": "left out" },
  handle({ RoomId }, { world, nowMs }) {
    const room = roomOf(world, RoomId, "Conference");
    return { Response: { RoomInfo: roomInfo(RoomId, room, nowMs) } };
  },
});

interface Schedule {
  readonly ScheduleStartTime?: number | undefined;
  readonly ScheduleEndTime?: number | undefined;
}

/** @throws Refusal 100002 */
function scheduleOf({ ScheduleStartTime: start, ScheduleEndTime }: Schedule): Schedule {
  if (start === undefined) return {};
  const end = ScheduleEndTime ?? start + limits.defaultScheduleSeconds;
  if (end - start < limits.shortestScheduleSeconds)
    throw new Refusal(100002, `the schedule is shorter than ${limits.shortestScheduleSeconds} seconds`);
  return { ScheduleStartTime: start, ScheduleEndTime: end };
}

function roomInfo(RoomId: string, room: Room, nowMs: number) {
  const { type, name = RoomId, owner = "", settings = {} } = room.info;
  const start = settings.ScheduleStartTime;
  const hasStarted = typeof start !== "number" || start * 1000 <= nowMs;
  return {
    ...settings,
    RoomId,
    RoomName: name,
    RoomType: type,
    Owner_Account: owner,
    RoomStatus: hasStarted ? "Running" : "NotStarted",
    CreateTime: room.createTime,
    MemberCount: present(room).size,
  };
}
