/**
 * What to do with a request that was answered by an error code.
 *
 * - `never`: the same request fails again; somebody has to change something.
 * - `pause`: a fault of the service's own; the same request may work in a moment.
 * - `slow`: too many requests; every caller of that command has to slow down.
 * - `renew`: the UserSig was not accepted; one new UserSig, one more try.
 */
export type RetryClass = "never" | "pause" | "slow" | "renew";

export interface CatalogueEntry {
  /** What the code means, in a few words. */
  readonly meaning: string;
  readonly retry: RetryClass;
  /** What a person does about it. */
  readonly hint: string;
}

const fault = (meaning: string): CatalogueEntry => ({
  meaning,
  retry: "pause",
  hint: "The service had a fault of its own. Run again; if it stays, report the RequestId to Tencent Cloud.",
});

const rate = (meaning: string): CatalogueEntry => ({
  meaning,
  retry: "slow",
  hint: "Another program shares this app's rate. Lower tencent-chat:requestsPerSecond or buy more in the console.",
});

const fix = (meaning: string, hint: string): CatalogueEntry => ({ meaning, retry: "never", hint });

const defect = (meaning: string): CatalogueEntry =>
  fix(meaning, "A request that this package should not have made: please report it with the message above.");

const wrongKey =
  "Check that tencent-chat:secretKey is the SecretKey of tencent-chat:sdkAppId (Chat console, basic information).";
const wrongRegion = "Set tencent-chat:region to the region that the console shows for this SDKAppID.";
const notAdmin =
  "Set tencent-chat:identifier to an app admin account (Chat console, account management); `administrator` is one unless removed.";
const plan =
  "Live group robots need the Pro, Pro Plus or Enterprise plan and, in the console's group feature configuration, the list of online audio-video group members switched on.";
const roomType = "RoomRobot is for rooms of type Conference; a room of type Live is another service.";

/**
 * Every error code that this package knows, by `ErrorCode`.
 *
 * Sources: the private error codes of the five API documents ("Setting Live Streaming Group Robots", "Deleting Live
 * Streaming Group Robots", "Deleting a Robot", "Deleting group members", "Deleting Lists") and the service's table of
 * common codes ("Error Codes").
 */
export const catalogue: ReadonlyMap<number, CatalogueEntry> = new Map([
  [10001, fix("not logged in", `${notAdmin} ${wrongKey}`)],
  [10002, fault("system error of the group service")],
  [10003, defect("unknown group command")],
  [
    10004,
    fix("invalid parameter", "The service's own words above say which; compare the inputs of this resource."),
  ],
  [10006, rate("group operations too frequent")],
  [10007, fix("no permission, or a group of the wrong type", `${notAdmin} ${plan}`)],
  [10010, fix("no such group, or dissolved", "Check groupId, and that the group is in this SDKAppID.")],
  [
    10015,
    fix("malformed group ID", "Copy the group ID from the console, with its `@TGS#` where it has one."),
  ],
  [10018, defect("answer too large")],
  [10019, fix("a UserID does not exist", "Import the account first.")],
  [10026, fix("this command is disabled for the SDKAppID", "Ask Tencent Cloud to enable it.")],
  [10059, fix("the plan does not include this", plan)],
  [30001, fix("invalid parameter of a friend list request", "Compare fromAccount and groupNames.")],
  [30003, fix("no such account", "Check fromAccount: the account has to be imported into this SDKAppID.")],
  [30004, fix("app admin needed", notAdmin)],
  [30006, fault("system error of the friend service")],
  [30007, fault("timeout inside the friend service")],
  [30008, fault("another write on the same user's lists was under way")],
  [40006, fault("system error of the profile service")],
  [60002, defect("malformed URL")],
  [60003, defect("the body is not JSON")],
  [60004, fault("the account check failed")],
  [60005, fault("the account check failed")],
  [60006, fix("invalid SDKAppID", "Check tencent-chat:sdkAppId.")],
  [60007, rate("too many calls of this command")],
  [60008, fault("timeout inside the service")],
  [60009, defect("unknown command")],
  [60010, fix("the identifier is no app admin", notAdmin)],
  [60011, rate("too many calls of this SDKAppID")],
  [60012, defect("no SDKAppID in the URL")],
  [60013, fault("an answer inside the service was not JSON")],
  [60014, fault("timeout of the account look-up")],
  [60015, defect("a UserID is not a string")],
  [60016, fix("the SDKAppID is disabled", "See the app's status in the Chat console.")],
  [60017, fix("this request is disabled", "Ask Tencent Cloud to enable it.")],
  [60018, rate("too many requests")],
  [60019, rate("too many requests")],
  [
    60020,
    fix("no plan, plan expired, or account in arrears", "See the app's plan and the account's balance."),
  ],
  [60021, fix("this IP address may not call the service", "Add the runner's address to the app's list.")],
  [60025, defect("a query parameter is missing or wrong")],
  [60026, fix("this host is not of the SDKAppID's region", wrongRegion)],
  [60027, fix("product type mismatch", "Check that tencent-chat:sdkAppId is a Chat app.")],
  [60028, fix("the trial plan's requests of 24 hours are used up", "Wait, or upgrade the plan.")],
  [
    70001,
    {
      meaning: "the UserSig has expired",
      retry: "renew",
      hint: "Check this machine's clock: a UserSig is signed with its time.",
    },
  ],
  [70002, defect("the UserSig is empty")],
  [70003, { meaning: "the UserSig is not legal", retry: "renew", hint: wrongKey }],
  [70005, fix("the UserSig is not legal", wrongKey)],
  [70009, fix("the UserSig was signed with the key of another SDKAppID", wrongKey)],
  [70013, defect("the identifier differs from the UserSig's")],
  [70014, defect("the SDKAppID differs from the UserSig's")],
  [70016, fix("the SDKAppID has no key", `${wrongKey} ${wrongRegion}`)],
  [70020, fix("unknown SDKAppID", `Check tencent-chat:sdkAppId. ${wrongRegion}`)],
  [
    70050,
    fix(
      "too many bad UserSigs",
      `The app is closed to logins for a minute. ${wrongKey} Then wait and run again.`,
    ),
  ],
  [70051, fix("the account is black-listed", "Use another app admin, or ask Tencent Cloud.")],
  [70107, fix("no such account", "Import the account first.")],
  [70169, fault("timeout of the account service")],
  [70202, fault("timeout of the account service")],
  [70402, defect("invalid parameter of an account request")],
  [70403, fix("app admin needed", notAdmin)],
  [70500, fault("system error of the account service")],
  [100001, fault("system error of the room service")],
  [
    100002,
    fix("invalid parameter", "The service's own words above say which; compare the inputs of this resource."),
  ],
  [100004, fix("no such room, or dismissed", "Check roomId, and that the room is in this SDKAppID.")],
  [100005, fix("not in the room", "The account is not in this room.")],
  [100006, fix("no permission in this room", `${roomType} ${notAdmin}`)],
  [100007, fix("the plan does not include rooms", "See the app's plan in the console.")],
  [100012, rate("room operations too frequent")],
  [
    100700,
    fix("the room holds as many robots as it may", "Remove a robot of this room first, or use another room."),
  ],
]);

/** For a code that no document names: nothing is known, so nothing is repeated. */
const unknownCode: CatalogueEntry = fix(
  "a code that this package does not know",
  "See the service's table of error codes.",
);

export function entryOf(code: number): CatalogueEntry {
  return catalogue.get(code) ?? unknownCode;
}
