import { type Message, message, term } from "./message";

/**
 * What to do with a request that the service answered with an error code.
 *
 * - `never`: the same request would fail again; somebody has to change something.
 * - `pause`: a fault of the service's own; the same request may work in a moment.
 * - `slow`: too many requests; every caller of that command slows down.
 * - `serialise`: two writes to the same user's data collided; the client sends this one again after a pause.
 * - `renew`: the UserSig was not accepted; one new UserSig, one more try.
 */
export type RetryClass = "never" | "pause" | "slow" | "serialise" | "renew";

export interface CatalogueEntry {
  /** What the code means, in a few words. */
  readonly meaning: string;
  readonly retry: RetryClass;
  /** What a person can do about it. */
  readonly hint: Message;
}

const internal =
  "The service had a fault of its own. Run again; if it happens again, report the RequestId or the time to Tencent Cloud.";
const shared = message`Other programs use this app's rate too. Lower ${term("requestsPerSecond")}, or buy a higher rate in the Chat console.`;
const defect = "This package should not have sent such a request: please report it with the whole message.";
const wrongKey = message`Check that ${term("secretKey")} is the SecretKey of ${term("sdkAppId")} (Chat console, basic information). If you have just changed it: ${term("what runs already uses the old one")}.`;
const wrongRegion = message`Set ${term("region")} to the region that the Chat console shows for this SDKAppID.`;
export const notAdmin = message`Set ${term("identifier")} to an app admin account (Chat console, account management); it is \`administrator\` unless set.`;
export const robotsPlan =
  "Live group robots need the Pro, Pro Plus or Enterprise plan and, in the console's group feature configuration, the list of online members of audio-video groups switched on.";
const groupType = "Also check that the command is for groups of this type.";
const inputs = message`Compare ${term("the request")} with what the service says.`;
const importFirst = "Import the account into this SDKAppID first.";
const askTencent = "Ask Tencent Cloud to enable it for this SDKAppID.";
const roomType = message`${term("room_engine_http_srv")} is for rooms of type Conference, ${term("live_engine_http_srv")} for rooms of type Live.`;

type Row = readonly [code: number, meaning: string, retry: RetryClass, hint: string | Message];

const rows: readonly Row[] = [
  // Groups: the codes in the three group documents, and the service's table.
  [10001, "not logged in", "never", message`${notAdmin} ${wrongKey}`],
  [10002, "system error of the group service", "pause", internal],
  [10003, "unknown group command", "never", defect],
  [10004, "invalid parameter", "never", inputs],
  [10005, "too many members in one request", "never", defect],
  [10006, "group operations too frequent", "slow", shared],
  [10007, "no permission, or a group of the wrong type", "never", message`${notAdmin} ${groupType}`],
  [10008, "no permission, or a limit of the app reached", "never", notAdmin],
  [
    10010,
    "no such group, or dissolved",
    "never",
    message`Check ${term("GroupId")}, and that the group is in this SDKAppID.`,
  ],
  [10014, "the group is full", "never", "Remove members first, or use another group."],
  [
    10015,
    "malformed group ID, or the group never existed in this app",
    "never",
    message`Check ${term("GroupId")}: copy it from the console of this SDKAppID, with its \`@TGS#\` where it has one.`,
  ],
  [10016, "a webhook of the app refused the request", "never", "Check the app's own webhook."],
  [10018, "the answer would be over 1 MB", "never", defect],
  [10019, "a UserID does not exist", "never", importFirst],
  [10021, "the group ID is taken by somebody else", "never", message`Change ${term("GroupId")}.`],
  [
    10025,
    "the group ID is in use by this app already",
    "never",
    message`Change ${term("GroupId")}, or use the group that is there.`,
  ],
  [10026, "this command is disabled for the SDKAppID", "never", askTencent],
  [10036, "too many live groups", "never", "Dissolve one first, or upgrade the plan."],
  [10037, "the user is in too many groups", "never", "Let the user leave a group first."],
  [10038, "the user owns too many groups", "never", "Use another owner."],
  [
    10058,
    "the trial plan's number of groups is used up",
    "never",
    "Dissolve one first, or upgrade the plan.",
  ],
  [10059, "the plan does not include this", "never", robotsPlan],
  // Friend lists: the codes in "Deleting Lists", and the service's table.
  [30001, "invalid parameter of a friend list request", "never", inputs],
  [30002, "the SDKAppIDs do not match", "never", defect],
  [
    30003,
    "no such account",
    "never",
    message`Check ${term("From_Account")}: the account has to be imported into this SDKAppID.`,
  ],
  [30004, "app admin needed", "never", notAdmin],
  [30006, "system error of the friend service", "pause", internal],
  [30007, "timeout inside the friend service", "pause", internal],
  [
    30008,
    "another write on the same user's lists was under way",
    "serialise",
    "Another program writes the lists of this user at the same time. Run again when it is done.",
  ],
  [30011, "the user has as many lists as the service allows", "never", "Delete a list first."],
  // Profiles: the codes in "Setting Profiles".
  [40001, "invalid parameter of a profile request", "never", inputs],
  [40003, "the account of the profile does not exist", "never", importFirst],
  [40004, "app admin needed", "never", notAdmin],
  [40006, "system error of the profile service", "pause", internal],
  [40008, "no permission to write this field of a profile", "never", askTencent],
  [40009, "no such field of a profile", "never", defect],
  [40601, "a field of a profile is too long", "never", "Make it at most 500 bytes."],
  [40605, "invalid value of a field of a profile", "never", inputs],
  [40610, "a field of a profile is of another type", "never", defect],
  // The REST gateway.
  [60002, "malformed URL", "never", defect],
  [60003, "the body is not JSON", "never", defect],
  [60004, "the account check failed", "pause", internal],
  [60005, "the account check failed", "pause", internal],
  [60006, "invalid SDKAppID", "never", message`Check ${term("sdkAppId")}.`],
  [60007, "too many calls of this command", "slow", shared],
  [60008, "timeout inside the service, or a wrong service or command in the URL", "pause", internal],
  [60009, "unknown command", "never", defect],
  [60010, "the identifier is no app admin", "never", notAdmin],
  [60011, "too many calls of this SDKAppID", "slow", shared],
  [60012, "no SDKAppID in the URL", "never", defect],
  [60013, "an answer inside the service was not JSON", "pause", internal],
  [60014, "timeout of the account look-up", "pause", internal],
  [60015, "a UserID is not a string", "never", defect],
  [60016, "the SDKAppID is disabled", "never", "See the app's status in the Chat console."],
  [60017, "this request is disabled", "never", askTencent],
  [60018, "too many requests", "slow", shared],
  [60019, "too many requests", "slow", shared],
  [
    60020,
    "no plan, plan expired, or account in arrears",
    "never",
    "See the app's plan and the account's balance; a new plan works after some minutes.",
  ],
  [
    60021,
    "this IP address may not call the service",
    "never",
    "Add the runner's address to the app's list of allowed addresses.",
  ],
  [60025, "a query parameter is missing or wrong", "never", defect],
  [60026, "this host is not of the SDKAppID's region", "never", wrongRegion],
  [60027, "product type mismatch", "never", message`Check that ${term("sdkAppId")} is that of a Chat app.`],
  [60028, "the trial plan's requests of 24 hours are used up", "never", "Wait, or upgrade the plan."],
  // UserSig and accounts.
  [
    70001,
    "the UserSig has expired",
    "renew",
    "Check this machine's clock: a UserSig is signed with its time.",
  ],
  [70002, "the UserSig is empty", "never", defect],
  [70003, "the UserSig is not legal", "renew", wrongKey],
  [70005, "the UserSig is not legal", "never", wrongKey],
  [70009, "the UserSig was signed with the SecretKey of another SDKAppID", "never", wrongKey],
  [70013, "the identifier differs from the UserSig's", "never", defect],
  [70014, "the SDKAppID differs from the UserSig's", "never", defect],
  [70016, "the SDKAppID has no key", "never", message`${wrongKey} ${wrongRegion}`],
  [70020, "unknown SDKAppID", "never", message`Check ${term("sdkAppId")}. ${wrongRegion}`],
  [
    70050,
    "too many bad UserSigs",
    "never",
    message`The app is closed to logins for a minute. ${wrongKey} Then wait and run again.`,
  ],
  [70051, "the account is black-listed", "never", "Use another app admin, or ask Tencent Cloud."],
  [70107, "no such account", "never", importFirst],
  [70169, "timeout of the account service", "pause", internal],
  [70202, "timeout of the account service", "pause", internal],
  [
    70398,
    "the plan's number of accounts is used up",
    "never",
    "Delete an account first, or upgrade the plan.",
  ],
  [
    70399,
    "the account was deleted less than three months ago",
    "never",
    "Use another UserID: this one cannot be imported again yet.",
  ],
  [70402, "invalid parameter of an account request", "never", inputs],
  [70403, "app admin needed", "never", notAdmin],
  [70500, "system error of the account service", "pause", internal],
  [71000, "accounts of this app may not be deleted", "never", "Allow it in the Chat console first."],
  [72000, "the day's free active users are used up", "never", "Upgrade the plan."],
  [72002, "the month's free active users are used up", "never", "Upgrade the plan."],
  // Rooms: the codes in "Deleting a Robot" and "Adding a Robot", and the table of the live and room services.
  [100001, "system error of the room service", "pause", internal],
  [100002, "invalid parameter", "never", inputs],
  [100003, "the room ID is in use", "never", "Use another room ID."],
  [
    100004,
    "no such room, or dismissed",
    "never",
    message`Check ${term("RoomId")}, and that the room is in this SDKAppID.`,
  ],
  [100005, "not a member of the room", "never", "Check that the account is in this room."],
  [100006, "no permission in this room", "never", message`${roomType} ${notAdmin}`],
  [100007, "the plan does not include rooms", "never", "See the app's plan in the Chat console."],
  [100008, "the room is full", "never", "Remove a member of this room first, or use another room."],
  [100009, "too many tags", "never", defect],
  [100010, "the room ID is in use by this app already", "never", "Use the existing room."],
  [100011, "the room ID is taken by a group", "never", "Rooms and groups share their IDs: use another one."],
  [100012, "room operations too frequent", "slow", shared],
  [
    100700,
    "the room cannot take more robots",
    "never",
    "Remove a robot of this room first, or use another room.",
  ],
];

/**
 * Every error code that this package knows, by `ErrorCode`.
 *
 * Sources: the private error codes of the five API documents ("Setting Live Streaming Group Robots", "Deleting Live
 * Streaming Group Robots", "Deleting a Robot", "Deleting group members", "Deleting Lists") and the service's table of
 * common codes ("Error Codes"). `npm run docs` writes it to `docs/errors.md`.
 */
export const catalogue: ReadonlyMap<number, CatalogueEntry> = new Map(
  rows.map(([code, meaning, retry, hint]) => [
    code,
    { meaning, retry, hint: typeof hint === "string" ? [hint] : hint },
  ]),
);

/** Codes about the app, its key or its plan rather than about one group, room or account. */
const ofWholeApp: ReadonlySet<number> = new Set([10001, 10026, 10059, 72000, 72002, 100007]);

/** Whether every other call of the app will get the same code: a code of the gateway, the UserSig, the rate or the plan. */
export function isCodeOfWholeApp(code: number): boolean {
  const isOfGateway = code >= 60000 && code < 61000;
  const isOfUserSig = code >= 70000 && code < 70100;
  return isOfGateway || isOfUserSig || ofWholeApp.has(code) || entryOf(code).retry === "slow";
}

/** For a code that no document names. The client does not repeat the request, since nobody knows what that would do. */
const unknownCode: CatalogueEntry = {
  meaning: "a code that this package does not know",
  retry: "never",
  hint: ["See the service's table of error codes."],
};

export function entryOf(code: number): CatalogueEntry {
  return catalogue.get(code) ?? unknownCode;
}
