/**
 * The ErrorInfo that this emulator sends with each ErrorCode: its own words, and the few texts of the service that clients look for.
 * No document has the real texts, and they may change, so no client should depend on them. Sources: the error tables of the command
 * pages, and "Error Codes" for 60000 to 79999.
 */
export const errorInfo = {
  10001: "the caller is not logged in",
  10002: "internal error of the group service, try again",
  10003: "the group service does not know this command",
  10004: "invalid parameter",
  10005: "too many members in one request",
  10006: "the group service is asked too often",
  10007: "operation not permitted on this group",
  10008: "the request is not allowed",
  10010: "the group does not exist or was dissolved",
  10014: "the group is full",
  10015: "malformed GroupId",
  10017: "the sender is muted in this group",
  10018: "the answer would be larger than 1 MB",
  10019: "a UserID does not exist",
  10021: "group id has be used, by somebody else",
  10025: "the GroupId is used by this caller already",
  10026: "the command is disabled for this SDKAppID",
  10036: "the app has too many audio-video groups",
  10037: "a user is in too many groups",
  10058: "the trial plan holds no more groups",
  10059: "the plan does not include this, it needs the Pro edition or above",
  30001: "invalid parameter",
  30002: "the SDKAppID is not right",
  30003: "the account does not exist",
  30004: "only an app admin may do this",
  30006: "internal error of the relationship service, try again",
  30007: "timeout in the relationship service, try again",
  30008: "another write to the same user's relationships is under way",
  30011: "the user has too many friend lists",
  40001: "invalid parameter",
  40003: "the account does not exist",
  40006: "internal error of the account service, try again",
  40009: "no such profile field",
  40601: "a profile field is too long",
  40605: "a profile field has no such value",
  40610: "a profile field is of another type",
  60003: "the request body is not a JSON object",
  60007: "this API is called too often",
  60008: "the service did not answer in time, or has no such command",
  60009: "no such resource",
  60010: "the caller is not an app admin",
  60011: "this SDKAppID calls too often",
  60012: "sdkappid is missing from the URL",
  60015: "a UserID in the body is not a string",
  60018: "too many requests",
  60025: "a query parameter is missing or wrong",
  60026: "the domain belongs to another region than this SDKAppID",
  70001: "the UserSig has expired",
  70002: "the UserSig is empty",
  70003: "the UserSig cannot be decoded",
  70009: "the UserSig was not signed with the key of this SDKAppID",
  70013: "the UserSig was issued for another identifier",
  70014: "the UserSig was issued for another SDKAppID",
  70020: "unknown SDKAppID",
  70050: "too many UserSigs failed, wait a minute",
  70107: "the account does not exist",
  70169: "timeout of the account service, try again",
  70398: "the trial plan holds no more accounts",
  70399: "the account was deleted less than three months ago",
  70402: "invalid parameter",
  70403: "only an app admin may do this",
  70500: "internal error of the account service, try again",
  71000: "accounts of this app cannot be deleted",
  80002: "the message is larger than 12 KB",
  90001: "invalid parameter",
  90002: "MsgBody does not follow the message format",
  90003: "To_Account is missing or not a UserID",
  90005: "MsgRandom is missing or not an integer",
  90006: "MsgTimeStamp is not an integer",
  90007: "MsgBody is not an array of objects",
  90008: "From_Account is not a UserID, or does not exist",
  90010: "a message element does not follow the message format",
  90012: "To_Account does not exist",
  90026: "MsgLifeTime is longer than seven days",
  90031: "SyncOtherMachine is neither 1 nor 2",
  90044: "MsgLifeTime is not an integer",
  93000: "the message is larger than 12 KB",
  100001: "internal error of the room service, try again",
  100002: "invalid parameter",
  100003: "the RoomId is in use",
  100004: "the room does not exist or was dissolved",
  100005: "the account is not a member of the room",
  100006: "operation not permitted on this room",
  100007: "the plan does not include rooms",
  100010: "the RoomId is in use by a room of the same owner",
  100011: "the RoomId is in use by a group",
  100012: "the room service is asked too often",
  100013: "the plan holds no more rooms",
  100015: "the room type is not right",
  100700: "the room has its full number of robots",
} as const satisfies Readonly<Record<number, string>>;

/** An ErrorCode that this emulator can answer. */
export type ErrorCode = keyof typeof errorInfo;

const byNumber: ReadonlyMap<number, string> = new Map(
  Object.entries(errorInfo).map(([code, text]) => [Number(code), text]),
);

/** The ErrorInfo of any code, even of a code that only a fault uses. */
export function infoOf(code: number): string {
  return byNumber.get(code) ?? "injected fault";
}

/** Thrown when the service refuses a request. It ends the command, and the answer has its ErrorCode and ErrorInfo. */
export class Refusal extends Error {
  readonly code: ErrorCode;

  /** @param detail what is wrong with this request; the caller receives it, so it never contains a secret */
  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? errorInfo[code] : `${errorInfo[code]}: ${detail}`);
    this.code = code;
  }
}
