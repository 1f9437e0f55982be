import { type Body, choice, integer, list, optional, record, text } from "../../http/fields";
import type { GroupInfo } from "../../model/containers";
import { limits } from "../../model/limits";

const invalid = 10004;

const note = (maxBytes: number) => optional(text({ invalid, maxBytes, mayBeEmpty: true }));
const memberCount = optional(integer({ invalid, min: 1 }));
const mute = optional(choice(["On", "Off"], { invalid }));

/** The fields of a group's profile that both a creation and a change can set. */
export const settingFields = {
  Introduction: note(limits.groupIntroductionBytes),
  Notification: note(limits.groupNotificationBytes),
  FaceUrl: note(limits.groupFaceUrlBytes),
  MaxMemberCount: memberCount,
  MaxMemberNum: memberCount,
  ApplyJoinOption: optional(choice(["FreeAccess", "NeedPermission", "DisableApply"], { invalid })),
  InviteJoinOption: optional(choice(["FreeAccess", "NeedPermission", "DisableInvite"], { invalid })),
  MuteAllMember: mute,
  ShutUpAllMember: mute,
  AppDefinedData: optional(
    list(record({ Key: text({ invalid }), Value: text({ invalid, mayBeEmpty: true }) }, { invalid }), {
      invalid,
      mayBeEmpty: true,
    }),
  ),
};

/** The defaults in the answer of get_group_info. */
export const defaultSettings = {
  Introduction: "",
  Notification: "",
  FaceUrl: "",
  ApplyJoinOption: "NeedPermission",
  MuteAllMember: "Off",
  ShutUpAllMember: "Off",
  AppDefinedData: [],
} as const;

export const settingChoices = {
  "the name of the limit of members: MaxMemberCount on the page about creation, MaxMemberNum on the others":
    "either",
  "the name of the field that mutes everybody: ShutUpAllMember on old pages, MuteAllMember on newer ones":
    "either",
  "keys of AppDefinedData that the console does not define":
    "accepted: the emulator has no console to define them in",
} as const;

/** The limit of members that a request sets. */
export function mostMembersIn(body: Body<typeof settingFields>): number | undefined {
  return body.MaxMemberNum ?? body.MaxMemberCount;
}

/** The details of a group after a request changed its settings. */
export function withSettings(info: GroupInfo, body: Body<typeof settingFields>): GroupInfo {
  const { Introduction, Notification, FaceUrl, ApplyJoinOption, InviteJoinOption, AppDefinedData } = body;
  const mute = body.MuteAllMember ?? body.ShutUpAllMember;
  const set = Object.entries({
    Introduction,
    Notification,
    FaceUrl,
    ApplyJoinOption,
    InviteJoinOption,
    MuteAllMember: mute,
    ShutUpAllMember: mute,
    AppDefinedData: AppDefinedData && merged(customFields(info.profile?.AppDefinedData), AppDefinedData),
  }).filter(([, value]) => value !== undefined);
  const most = mostMembersIn(body);
  return {
    ...info,
    ...(most !== undefined && { maxMemberCount: most }),
    ...(set.length > 0 && { profile: { ...info.profile, ...Object.fromEntries(set) } }),
  };
}

/** A custom field of a group. */
interface CustomField {
  readonly Key: string;
  readonly Value: string;
}

/** The custom fields among the settings of a group. A seed may have any JSON instead. */
export function customFields(data: unknown): readonly CustomField[] {
  return Array.isArray(data) ? (data as readonly CustomField[]) : [];
}

/** All fields of both; a changed field replaces the one with the same key. */
function merged(before: readonly CustomField[], changes: readonly CustomField[]): readonly CustomField[] {
  return [...new Map([...before, ...changes].map((field) => [field.Key, field])).values()];
}
