import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Client, emulating, seedOf, stateOf } from "./support";

/** What is wrong, the fields that are then changed in a good body, and the code. */
type Refused = readonly [what: string, changes: object, code: number];

/** What commands refuse, each apart. */
interface Refusals {
  readonly commands: readonly string[];
  /** A body that they take. */
  readonly good: object;
  readonly refused: readonly Refused[];
}

const many = (count: number, prefix = "user") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const long = (bytes: number) => "x".repeat(bytes);

const world = seedOf({
  accounts: ["ann", "bob", "cy", ...many(5, "bot"), ...many(301)],
  chatbots: ["@RBT#1"],
  profiles: { ann: { nick: "A", faceUrl: "old" } },
  groups: {
    live: { type: "AVChatRoom", members: ["ann", "bob"], robots: ["bot1"] },
    team: { type: "Public", members: ["ann", "bob"], owner: "ann" },
    crew: { type: "Work", members: ["bob"] },
    mine: { type: "Public", owner: "administrator" },
    small: { type: "Public", members: ["bob"], maxMemberCount: 2 },
  },
  rooms: {
    meeting: { type: "Conference", members: ["ann"], robots: ["bot1"], owner: "ann" },
    show: { type: "Live", members: ["ann"], robots: ["bot1"], owner: "ann" },
  },
  friendLists: { alice: ["work", "home"] },
  friends: { ann: ["bob"] },
});

const live = (name: string) => `group_open_avchatroom_http_svc/${name}`;
const group = (name: string) => `group_open_http_svc/${name}`;
const room = (name: string) => `room_engine_http_srv/${name}`;
const liveRoom = (name: string) => `live_engine_http_srv/${name}`;
const account = (name: string) => `im_open_login_svc/${name}`;
const chatbot = (name: string) => `openim_robot_http_svc/${name}`;

const groupIds: readonly Refused[] = [
  ["no GroupId", { GroupId: undefined }, 10004],
  ["a GroupId of null", { GroupId: null }, 10004],
  ["a GroupId that is a number", { GroupId: 7 }, 10004],
  ["an empty GroupId", { GroupId: "" }, 10004],
  ["a GroupId of 49 bytes", { GroupId: long(49) }, 10015],
  ["a GroupId that is not printable ASCII", { GroupId: "gr\u00fcppe" }, 10015],
  ["a GroupId with a line break at its end", { GroupId: "live\n" }, 10015],
  ["the GroupId of no group", { GroupId: long(48) }, 10010],
];
const notLive: Refused = ["a group of another type", { GroupId: "team" }, 10007];

const memberAccounts: readonly Refused[] = [
  ["no accounts", { Member_Account: undefined }, 10004],
  ["accounts that are a text", { Member_Account: "bot1" }, 10004],
  ["accounts that are an object", { Member_Account: { 0: "bot1" } }, 10004],
  ["an empty list of accounts", { Member_Account: [] }, 10004],
  ["501 accounts", { Member_Account: many(501) }, 10004],
  ["a number among the accounts", { Member_Account: ["bot1", 7] }, 60015],
  ["a list among the accounts", { Member_Account: [["bot1"]] }, 60015],
  ["null among the accounts", { Member_Account: [null] }, 10004],
  ["an empty UserID", { Member_Account: [""] }, 10004],
  ["a UserID of 33 bytes", { Member_Account: [long(33)] }, 10004],
  ["a UserID of 32 characters in more bytes", { Member_Account: ["\u00fc".repeat(32)] }, 10004],
];

const members = (...accounts: unknown[]) => ({
  MemberList: accounts.map((Member_Account) => ({ Member_Account })),
});
const marked = (Member_Account: unknown, ...Marks: unknown[]) => ({
  MemberList: [{ Member_Account, Marks }],
});

const message = (MsgContent: unknown, MsgType = "TIMTextElem") => ({ MsgBody: [{ MsgType, MsgContent }] });

const roomIds: readonly Refused[] = [
  ["no RoomId", { RoomId: undefined }, 100002],
  ["a RoomId that is a number", { RoomId: 7 }, 100002],
  ["an empty RoomId", { RoomId: "" }, 100002],
  ["a RoomId of 49 bytes", { RoomId: long(49) }, 100002],
  ["a RoomId that is not printable ASCII", { RoomId: "\u00fc" }, 100002],
  ["the RoomId of no room", { RoomId: long(48) }, 100004],
];
const ofOtherEngine = (RoomId: string): Refused => ["a room of the other engine", { RoomId }, 100006];
const nexts: readonly Refused[] = [
  ["a Next that is a number", { Next: 0 }, 100002],
  ["a Next that it never gave", { Next: "next" }, 100002],
];

/** The fields of a body's RoomInfo, in place of those of a good one. */
function creationOf(RoomType: string, other: string): Pick<Refusals, "good" | "refused"> {
  const info = { RoomId: "new", RoomType };
  const refused: readonly Refused[] = [
    ["no RoomId", { RoomId: undefined }, 100002],
    ["a RoomId of 49 bytes", { RoomId: long(49) }, 100002],
    ["no RoomType", { RoomType: undefined }, 100002],
    ["a RoomType of the other engine", { RoomType: other }, 100015],
    ["a RoomName of 101 bytes", { RoomName: long(101) }, 100002],
    ["an owner who is a number", { Owner_Account: 7 }, 60015],
    ["an owner nobody imported", { Owner_Account: "nobody" }, 100002],
    ["a flag that is a number", { IsSeatEnabled: 1 }, 100002],
    ["the RoomId of another owner's room", { RoomId: "meeting" }, 100003],
    ["the RoomId of a room of the same owner", { RoomId: "show", Owner_Account: "ann" }, 100010],
    ...(RoomType === "Live"
      ? ([
          ["a CoverURL of 201 bytes", { CoverURL: long(201) }, 100002],
          ["four categories", { Category: [1, 2, 3, 4] }, 100002],
          ["a category that is text", { Category: ["1"] }, 100002],
          ["the ID of a group", { RoomId: "team" }, 100011],
          ["the ID of a live group", { RoomId: "live" }, 100011],
        ] as const)
      : []),
  ];
  return {
    good: { RoomInfo: info },
    refused: refused.map(([what, changes, code]) => [what, { RoomInfo: { ...info, ...changes } }, code]),
  };
}

const items = (...users: unknown[]) => users.map((UserID) => ({ UserID }));
const nick = { Tag: "Tag_Profile_IM_Nick", Value: "Ann" };
const profileItem = (field: string, Value: unknown) => ({ Tag: `Tag_Profile_${field}`, Value });
const friend = (To_Account: unknown, more: object = {}) => ({
  AddFriendItem: [{ To_Account, AddSource: "AddSource_Type_Web", ...more }],
});

const fromAccounts: readonly Refused[] = [
  ["no From_Account", { From_Account: undefined }, 30001],
  ["an empty From_Account", { From_Account: "" }, 30001],
  ["a From_Account that is a number", { From_Account: 7 }, 60015],
  ["a From_Account of 33 bytes", { From_Account: long(33) }, 30001],
  ["a From_Account nobody imported", { From_Account: "nobody" }, 30003],
];
const listNames: readonly Refused[] = [
  ["lists that are a text", { GroupName: "work" }, 30001],
  ["33 lists", { GroupName: many(33) }, 30001],
  ["a number among the lists", { GroupName: [7] }, 30001],
  ["an empty name of a list", { GroupName: [""] }, 30001],
  ["a list's name of 31 bytes", { GroupName: [long(31)] }, 30001],
  ["a list's name of 11 characters in 33 bytes", { GroupName: ["\u4f60".repeat(11)] }, 30001],
];

const table: readonly Refusals[] = [
  {
    commands: [live("add_robots"), live("del_robots"), live("check_members")],
    good: { GroupId: "live", Member_Account: ["bot1"] },
    refused: [...groupIds, notLive, ...memberAccounts],
  },
  {
    commands: [live("get_members")],
    good: { GroupId: "live", Timestamp: 0 },
    refused: [
      ...groupIds,
      notLive,
      ["no Timestamp", { Timestamp: undefined }, 10004],
      ["a Timestamp that is text", { Timestamp: "0" }, 10004],
      ["a negative Timestamp", { Timestamp: -1 }, 10004],
      ["a Timestamp with a fraction", { Timestamp: 0.5 }, 10004],
      ["a Mark that is text", { Mark: "500" }, 10004],
    ],
  },
  {
    commands: [live("modify_user_info")],
    good: { GroupId: "live", CommandType: 1, ...marked("ann", 1000) },
    refused: [
      ...groupIds,
      notLive,
      ["a CommandType of 3", { CommandType: 3 }, 10004],
      ["a CommandType that is text", { CommandType: "1" }, 10004],
      ["no MemberList", { MemberList: undefined }, 10004],
      ["an empty MemberList", { MemberList: [] }, 10004],
      ["a MemberList of UserIDs", { MemberList: ["ann"] }, 10004],
      ["501 members", { MemberList: many(501).map((user) => marked(user, 500).MemberList[0]) }, 10004],
      ["a UserID that is a number", marked(7, 1000), 60015],
      ["no marks", members("ann"), 10004],
      ["a mark that is text", marked("ann", "1000"), 10004],
      ["a mark of 999", marked("ann", 999), 10004],
      ["a mark of 0", marked("ann", 0), 10004],
      ["nobody who is online", marked("cy", 1000), 10004],
      ["eleven different marks", marked("ann", ...many(11).map((_, at) => 1000 + at)), 10004],
    ],
  },
  {
    commands: [group("get_online_member_num"), group("destroy_group"), group("modify_group_base_info")],
    good: { GroupId: "team" },
    refused: groupIds,
  },
  {
    commands: [group("modify_group_base_info")],
    good: { GroupId: "team", Name: "Crew" },
    refused: [
      ["a Name of 31 bytes", { Name: long(31) }, 10004],
      ["an Introduction of 241 bytes", { Introduction: long(241) }, 10004],
      ["an unknown ApplyJoinOption", { ApplyJoinOption: "Ask" }, 10004],
      ["a MuteAllMember that is true", { MuteAllMember: true }, 10004],
      ["a custom field without a Key", { AppDefinedData: [{ Value: "1" }] }, 10004],
    ],
  },
  {
    commands: [group("get_group_info")],
    good: { GroupIdList: ["team"] },
    refused: [
      ["no GroupIdList", { GroupIdList: undefined }, 10004],
      ["an empty GroupIdList", { GroupIdList: [] }, 10004],
      ["51 groups", { GroupIdList: many(51) }, 10004],
      ["a filter that is no list", { ResponseFilter: { GroupBaseInfoFilter: "Name" } }, 10004],
      ["a malformed GroupId", { GroupIdList: ["gr\u00f6\u00dfe"] }, 10015],
    ],
  },
  {
    commands: [group("delete_group_member")],
    good: { GroupId: "team", MemberToDel_Account: ["ann"] },
    refused: [
      ...groupIds,
      ["a live group", { GroupId: "live" }, 10004],
      ["an empty list of accounts", { MemberToDel_Account: [] }, 10004],
      ["a UserID that is a number", { MemberToDel_Account: [7] }, 60015],
      ["a UserID of 33 bytes", { MemberToDel_Account: [long(33)] }, 10004],
    ],
  },
  {
    commands: [group("get_group_member_info")],
    good: { GroupId: "team" },
    refused: [
      ...groupIds,
      ["a live group", { GroupId: "live" }, 10007],
      ["a Limit that is text", { Limit: "1" }, 10004],
      ["a negative Offset", { Offset: -1 }, 10004],
      ["a Next that it never gave", { Next: "x" }, 10004],
      ["a filter with a number in it", { MemberRoleFilter: [1] }, 10004],
      ["a filter that is no list", { MemberInfoFilter: "Role" }, 10004],
    ],
  },
  {
    commands: [group("add_group_member")],
    good: { GroupId: "team", ...members("cy") },
    refused: [
      ...groupIds,
      ["a live group", { GroupId: "live" }, 10007],
      ["an empty MemberList", members(), 10004],
      ["301 members", members(...many(301)), 10005],
      ["a UserID that is a number", members(7), 60015],
      ["an account nobody imported", members("nobody", "no one"), 10019],
    ],
  },
  {
    commands: [group("get_appid_group_list")],
    good: {},
    refused: [
      ["a Limit of 10001", { Limit: 10_001 }, 10004],
      ["a Limit that is text", { Limit: "1" }, 10004],
      ["a negative Next", { Next: -1 }, 10004],
      ["an unknown GroupType", { GroupType: "Secret" }, 10004],
    ],
  },
  {
    commands: [group("get_joined_group_list")],
    good: { Member_Account: "ann" },
    refused: [
      ["no Member_Account", { Member_Account: undefined }, 10004],
      ["a Member_Account that is a number", { Member_Account: 7 }, 60015],
      ["a list of accounts", { Member_Account: ["ann"] }, 60015],
      ["a negative Offset", { Offset: -1 }, 10004],
      ["an unknown GroupType", { GroupType: "Secret" }, 10004],
      ["WithHugeGroups of 2", { WithHugeGroups: 2 }, 10004],
      ["WithNoActiveGroups that is true", { WithNoActiveGroups: true }, 10004],
      ["a ResponseFilter that is a list", { ResponseFilter: ["Type"] }, 10004],
      ["a filter with a number in it", { ResponseFilter: { SelfInfoFilter: [1] } }, 10004],
    ],
  },
  {
    commands: [group("modify_group_member_info")],
    good: { GroupId: "team", Member_Account: "bob" },
    refused: [
      ...groupIds,
      ["a live group", { GroupId: "live" }, 10007],
      ["no Member_Account", { Member_Account: undefined }, 10004],
      ["a Member_Account that is a number", { Member_Account: 7 }, 60015],
      ["an account that is no member", { Member_Account: "cy" }, 10004],
      ["the Role of an owner", { Role: "Owner" }, 10004],
      ["another Role for the owner", { Member_Account: "ann", Role: "Member" }, 10004],
      ["an unknown MsgFlag", { MsgFlag: "Loud" }, 10004],
      ["a NameCard of 51 bytes", { NameCard: long(51) }, 10004],
      ["a negative MuteTime", { MuteTime: -1 }, 10004],
      ["a ShutUpTime that is text", { ShutUpTime: "60" }, 10004],
      ["AppMemberDefinedData without a Key", { AppMemberDefinedData: [{ Value: "v" }] }, 10004],
    ],
  },
  {
    commands: [group("modify_group_member_info")],
    good: { GroupId: "crew", Member_Account: "bob", Role: "Member" },
    refused: [["an admin of a Work group", { Role: "Admin" }, 10004]],
  },
  {
    commands: [group("change_group_owner")],
    good: { GroupId: "team", NewOwner_Account: "bob" },
    refused: [
      ...groupIds,
      ["a live group", { GroupId: "live" }, 10007],
      ["no NewOwner_Account", { NewOwner_Account: undefined }, 10004],
      ["a NewOwner_Account that is a number", { NewOwner_Account: 7 }, 60015],
      ["a new owner who is no member", { NewOwner_Account: "cy" }, 10004],
    ],
  },
  {
    commands: [group("send_group_msg")],
    good: { GroupId: "team", Random: 1, From_Account: "ann", ...message({ Text: "hello" }) },
    refused: [
      ...groupIds,
      ["no Random", { Random: undefined }, 10004],
      ["a Random of 33 bits", { Random: 2 ** 32 }, 10004],
      ["an unknown MsgPriority", { MsgPriority: "Highest" }, 10004],
      ["no MsgBody", { MsgBody: undefined }, 10004],
      ["an empty MsgBody", { MsgBody: [] }, 10004],
      ["an unknown MsgType", message({ Text: "hello" }, "TextElem"), 10004],
      ["a MsgContent that is text", message("hello"), 10004],
      ["a TIMTextElem without a Text", message({}), 10004],
      ["a From_Account that is a number", { From_Account: 7 }, 60015],
      ["a sender who is not in the group", { From_Account: "cy" }, 10007],
      ["51 receivers", { To_Account: many(51) }, 10004],
      ["receivers in a live group", { GroupId: "live", To_Account: ["bob"] }, 10004],
      ["a message of more than 12 KB", message({ Text: long(12 * 1024) }), 80002],
      ["an OnlineOnlyFlag of 2", { OnlineOnlyFlag: 2 }, 10004],
    ],
  },
  {
    commands: ["openim/sendmsg"],
    good: { From_Account: "ann", To_Account: "bob", MsgRandom: 1, ...message({ Text: "hello" }) },
    refused: [
      ["a SyncOtherMachine of 3", { SyncOtherMachine: 3 }, 90031],
      ["a From_Account that is a number", { From_Account: 7 }, 90008],
      ["a sender nobody imported", { From_Account: "nobody" }, 90008],
      ["no To_Account", { To_Account: undefined }, 90003],
      ["a list of receivers", { To_Account: ["bob"] }, 90003],
      ["a receiver nobody imported", { To_Account: "nobody" }, 90012],
      ["a MsgLifeTime of more than seven days", { MsgLifeTime: 604_801 }, 90026],
      ["a MsgLifeTime that is text", { MsgLifeTime: "60" }, 90044],
      ["a MsgSeq of 33 bits", { MsgSeq: 2 ** 32 }, 90001],
      ["no MsgRandom", { MsgRandom: undefined }, 90005],
      ["a MsgRandom that is text", { MsgRandom: "1" }, 90005],
      ["a MsgTimeStamp that is text", { MsgTimeStamp: "1" }, 90006],
      ["no MsgBody", { MsgBody: undefined }, 90002],
      ["an empty MsgBody", { MsgBody: [] }, 90002],
      ["a MsgBody that is an object", { MsgBody: message({ Text: "hello" }).MsgBody[0] }, 90007],
      ["an unknown MsgType", message({ Text: "hello" }, "TextElem"), 90010],
      ["a TIMTextElem whose Text is a number", message({ Text: 7 }), 90010],
      ["a message of more than 12 KB", message({ Text: long(12 * 1024) }), 93000],
      ["an OfflinePushInfo that is text", { OfflinePushInfo: "push" }, 90001],
    ],
  },
  {
    commands: [group("create_group")],
    good: { Type: "Public", Name: "new" },
    refused: [
      ["no Type", { Type: undefined }, 10004],
      ["an unknown Type", { Type: "Secret" }, 10004],
      ["no Name", { Name: undefined }, 10004],
      ["a Name of 31 bytes", { Name: long(31) }, 10004],
      ["an Introduction of 241 bytes", { Introduction: long(241) }, 10004],
      ["a Notification of 301 bytes", { Notification: long(301) }, 10004],
      ["a FaceUrl of 101 bytes", { FaceUrl: long(101) }, 10004],
      ["an unknown ApplyJoinOption", { ApplyJoinOption: "Ask" }, 10004],
      ["a SupportTopic of 2", { SupportTopic: 2 }, 10004],
      ["a MaxMemberCount that is text", { MaxMemberCount: "9" }, 10004],
      ["a GroupId of 49 bytes", { GroupId: long(49) }, 10015],
      ["a GroupId like one of the service's own", { GroupId: "@TGS#mine" }, 10004],
      ["a Community with an ordinary GroupId", { Type: "Community", GroupId: "mine" }, 10004],
      ["an owner who is a number", { Owner_Account: 7 }, 60015],
      ["an owner nobody imported", { Owner_Account: "nobody" }, 10019],
      ["a member nobody imported", members("ann", "nobody"), 10019],
      ["an unknown Role", { MemberList: [{ Member_Account: "ann", Role: "King" }] }, 10004],
      ["101 members", members(...many(101)), 10005],
      ["members of an AVChatRoom", { Type: "AVChatRoom", ...members("ann") }, 10007],
      ["more members than it holds", { MaxMemberCount: 1, ...members("ann", "bob") }, 10014],
      ["the GroupId of another owner's group", { GroupId: "team" }, 10021],
      ["the GroupId of a group of the caller", { GroupId: "mine" }, 10025],
      ["the GroupId of a live room", { GroupId: "show" }, 10021],
    ],
  },
  {
    commands: [room("add_robot"), room("delete_robot")],
    good: { RoomId: "meeting", Member_Account: "bot1" },
    refused: [
      ...roomIds,
      ofOtherEngine("show"),
      ["no Member_Account", { Member_Account: undefined }, 100002],
      ["a list of accounts", { Member_Account: ["bot1"] }, 60015],
      ["a Member_Account that is a number", { Member_Account: 7 }, 60015],
      ["an empty Member_Account", { Member_Account: "" }, 100002],
      ["a Member_Account of 33 bytes", { Member_Account: long(33) }, 100002],
    ],
  },
  {
    commands: [room("kick_user_out")],
    good: { RoomId: "meeting", MemberList_Account: ["ann"] },
    refused: [
      ["21 accounts", { MemberList_Account: Array(21).fill("ann") }, 100002],
      ["a number among the accounts", { MemberList_Account: [7] }, 60015],
      ["a Reason of 1001 bytes", { Reason: long(1001) }, 100002],
    ],
  },
  {
    commands: [room("mark_room_member")],
    good: { RoomId: "meeting", CommandType: 1, ...marked("ann", 1000) },
    refused: [
      ["somebody who is not in the room", marked("nobody", 1000), 100005],
      ["a mark of 999", marked("ann", 999), 100002],
      ["four marks", marked("ann", 1000, 1001, 1002, 1003), 100002],
      ["a CommandType of 3", { CommandType: 3 }, 100002],
      ["11 members", { MemberList: Array(11).fill(marked("ann", 1000).MemberList[0]) }, 100002],
    ],
  },
  {
    commands: [room("get_room_info"), room("destroy_room")],
    good: { RoomId: "meeting" },
    refused: [...roomIds, ofOtherEngine("show")],
  },
  {
    commands: [room("get_room_member_list")],
    good: { RoomId: "meeting" },
    refused: [
      ...roomIds,
      ofOtherEngine("show"),
      ["a Count of 0", { Count: 0 }, 100002],
      ["a Count that is text", { Count: "1" }, 100002],
      ...nexts,
    ],
  },
  {
    commands: [liveRoom("add_robot"), liveRoom("del_robot")],
    good: { RoomId: "show", RobotList_Account: ["bot2"] },
    refused: [
      ...roomIds,
      ofOtherEngine("meeting"),
      ["no accounts", { RobotList_Account: undefined }, 100002],
      ["accounts that are a text", { RobotList_Account: "bot2" }, 100002],
      ["an empty list of accounts", { RobotList_Account: [] }, 100002],
      ["a number among the accounts", { RobotList_Account: ["bot2", 7] }, 60015],
      ["an account nobody imported", { RobotList_Account: ["bot2", "nobody"] }, 100002],
    ],
  },
  {
    commands: [liveRoom("get_robot"), liveRoom("destroy_room")],
    good: { RoomId: "show" },
    refused: [...roomIds, ofOtherEngine("meeting")],
  },
  {
    commands: [liveRoom("get_member_list")],
    good: { RoomId: "show", Next: "" },
    refused: [...roomIds, ofOtherEngine("meeting"), ["no Next", { Next: undefined }, 100002], ...nexts],
  },
  { commands: [room("create_room")], ...creationOf("Conference", "Live") },
  { commands: [liveRoom("create_room")], ...creationOf("Live", "Conference") },
  {
    commands: [account("account_import")],
    good: { UserID: "new" },
    refused: [
      ["a UserID that is a number", { UserID: 7 }, 60015],
      ["a UserID of 33 bytes", { UserID: long(33) }, 70402],
      ["an empty UserID", { UserID: "" }, 70402],
      ["the UserID of a chatbot", { UserID: "@RBT#1" }, 70402],
      ["a Nick of 501 bytes", { Nick: long(501) }, 40601],
      ["a FaceUrl of 501 bytes", { FaceUrl: long(501) }, 40601],
      ["a Nick that is a number", { Nick: 7 }, 70402],
    ],
  },
  {
    commands: [account("multiaccount_import")],
    good: { AccountList: items("new") },
    refused: [
      ["101 accounts", { AccountList: items(...many(101)) }, 70402],
      ["101 accounts in the old form", { Accounts: many(101) }, 70402],
      ["an account that is a text", { AccountList: ["u"] }, 70402],
      ["a number in the old form", { Accounts: [7] }, 60015],
    ],
  },
  {
    commands: [account("account_check")],
    good: { CheckItem: items("ann") },
    refused: [
      ["101 accounts", { CheckItem: items(...many(101)) }, 70402],
      ["a number", { CheckItem: items(7) }, 60015],
    ],
  },
  {
    commands: [account("account_delete")],
    good: { DeleteItem: items("ann") },
    refused: [
      ["101 accounts", { DeleteItem: items(...many(101)) }, 70402],
      ["texts", { DeleteItem: ["ann"] }, 70402],
    ],
  },
  {
    commands: [chatbot("create_robot")],
    good: { UserID: "@RBT#2" },
    refused: [
      ["a UserID without the prefix", { UserID: "bot1" }, 10004],
      ["a UserID that is nothing but the prefix", { UserID: "@RBT#" }, 10004],
      ["a UserID of 33 bytes", { UserID: "@RBT#".padEnd(33, "1") }, 10004],
      ["a UserID that is a number", { UserID: 7 }, 60015],
      ["a SelfSignature of 501 bytes", { SelfSignature: long(501) }, 10004],
    ],
  },
  {
    commands: [chatbot("delete_robot")],
    good: { Robot_Account: "@RBT#1" },
    refused: [
      ["a list of chatbots", { Robot_Account: ["@RBT#1"] }, 60015],
      ["a chatbot that is not there", { Robot_Account: "@RBT#2" }, 10004],
    ],
  },
  {
    commands: ["profile/portrait_set"],
    good: { From_Account: "ann", ProfileItem: [nick] },
    refused: [
      ["an account that is not there", { From_Account: "nobody" }, 40003],
      ["an account that is a number", { From_Account: 7 }, 60015],
      ["no fields", { ProfileItem: [] }, 40001],
      ["a field that is none", { ProfileItem: [{ ...nick, Tag: "Tag_Profile_IM_Name" }] }, 40009],
      ["a value of 501 bytes", { ProfileItem: [{ ...nick, Value: long(501) }] }, 40601],
      ["a value of another type", { ProfileItem: [nick, { ...nick, Value: 7 }] }, 40610],
      ["no value", { ProfileItem: [{ Tag: nick.Tag }] }, 40001],
      ["a birthday that is text", { ProfileItem: [profileItem("IM_BirthDay", "1990")] }, 40610],
      ["a level above 32 bits", { ProfileItem: [profileItem("IM_Level", 4294967296)] }, 40605],
      ["a gender that is none", { ProfileItem: [profileItem("IM_Gender", "Male")] }, 40605],
      ["a location of 17 bytes", { ProfileItem: [profileItem("IM_Location", long(17))] }, 40601],
      ["a field of the app's own of 501 bytes", { ProfileItem: [profileItem("Custom_A", long(501))] }, 40601],
      ["a keyword of nine characters", { ProfileItem: [profileItem("Custom_ABCDEFGHI", "1")] }, 40009],
    ],
  },
  {
    commands: ["profile/portrait_get"],
    good: { To_Account: ["ann"], TagList: [nick.Tag] },
    refused: [
      ["no accounts", { To_Account: undefined }, 40001],
      ["an empty list of accounts", { To_Account: [] }, 40001],
      ["101 accounts", { To_Account: many(101) }, 40001],
      ["a number among the accounts", { To_Account: ["ann", 7] }, 60015],
      ["no fields", { TagList: undefined }, 40001],
      ["an empty list of fields", { TagList: [] }, 40001],
      ["a field that is none", { TagList: ["Tag_Profile_IM_Name"] }, 40009],
    ],
  },
  {
    commands: ["sns/friend_add"],
    good: { From_Account: "ann", ...friend("cy") },
    refused: [
      ...fromAccounts,
      ["no AddFriendItem", { AddFriendItem: undefined }, 30001],
      ["an empty AddFriendItem", { AddFriendItem: [] }, 30001],
      ["1001 friends", { AddFriendItem: Array(1001).fill(friend("cy").AddFriendItem[0]) }, 30001],
      ["a To_Account that is a number", friend(7), 60015],
      ["no AddSource", friend("cy", { AddSource: undefined }), 30001],
      ["an AddSource of its own", friend("cy", { AddSource: "Web" }), 30001],
      ["an AddSource of nine letters", friend("cy", { AddSource: "AddSource_Type_ABCDEFGHI" }), 30001],
      ["a list's name of 31 bytes", friend("cy", { GroupName: long(31) }), 30001],
      ["an unknown AddType", { AddType: "Both" }, 30001],
      ["ForceAddFlags of 2", { ForceAddFlags: 2 }, 30001],
    ],
  },
  {
    commands: ["sns/group_add", "sns/group_delete", "sns/group_get"],
    good: { From_Account: "alice", GroupName: ["work"] },
    refused: [...fromAccounts, ...listNames],
  },
  {
    commands: ["sns/group_add", "sns/group_delete"],
    good: { From_Account: "alice", GroupName: ["work"] },
    refused: [
      ["no lists", { GroupName: undefined }, 30001],
      ["an empty list of lists", { GroupName: [] }, 30001],
    ],
  },
  {
    commands: ["sns/group_add"],
    good: { From_Account: "alice", GroupName: ["work"] },
    refused: [["a To_Account with a number in it", { To_Account: [7] }, 60015]],
  },
];

/** What an answer of a service has beside its codes, in a refusal too. */
const envelopes: readonly (readonly [RegExp, string, RegExp])[] = [
  [/^(room|live)_engine_http_srv\//, "RequestId", /^Id-[0-9a-f]{32}-O-Seq-\d+$/],
  [/^(sns|profile)\//, "ErrorDisplay", /^$/],
];

describe("what the emulator refuses", () => {
  let emulator: Emulator;
  let client: Client;

  // One for all: what is refused leaves the service as it was.
  before(async () => {
    emulator = await startEmulator({ seed: world, requestsPerSecond: 0 });
    client = new Client(emulator.url);
  });

  after(async () => {
    client.close();
    await emulator.stop();
  });

  for (const { commands, good, refused } of table) {
    for (const command of commands) {
      for (const [what, changes, code] of refused) {
        it(`${command} answers ${code} to ${what}, and changes nothing`, async () => {
          const before = stateOf(emulator);
          const answer = await client.call(command, { ...good, ...changes });
          assert.equal(answer.ErrorCode, code);
          for (const [service, field, form] of envelopes)
            if (service.test(command)) assert.match(String(answer[field]), form);
          assert.deepEqual(stateOf(emulator), before);
        });
      }

      it(`${command} takes the body that is changed for its refusals: ${JSON.stringify(good)}`, () =>
        emulating({ seed: world }, async (own) => {
          assert.equal(await own.code(command, good), 0);
        }));
    }
  }
});
