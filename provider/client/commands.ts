import { notAdmin, robotsPlan } from "./catalogue";
import { type Message, message, term } from "./message";
import {
  fields,
  integer,
  itemsOf,
  listOf,
  name,
  oneOf,
  optional,
  outcome,
  type Shape,
  shown,
} from "./shapes";

/** A command of the service, with the types of its request and its answer. */
export interface Command<Request, Answer> {
  /** Service and command as in the path after `/v4/`. */
  readonly path: string;
  /** Codes which say that the thing to remove is already gone. They count as success. */
  readonly goneCodes: readonly number[];
  /** Hints for codes whose hint depends on the command. The catalogue has the hints of all other codes. */
  readonly hints: ReadonlyMap<number, Message>;
  /**
   * Calls of this command that an app may make in a second, if its page allows fewer than usual. A higher `requestsPerSecond` does
   * not exceed this.
   */
  readonly callsPerSecond: number;
  /**
   * The fields that the package reads from an answer with ErrorCode 0. An answer without them is a fault, so that no caller
   * mistakes missing data for "none" or "gone".
   */
  readonly answer: Shape<Answer>;
  /** The most pages that a list can have. Without a limit, a faulty service could announce a next page for ever. */
  readonly mostPages: number;
  /** Never present: it only carries the type. */
  readonly types?: (request: Request) => void;
}

interface Row {
  readonly goneCodes?: readonly number[];
  readonly hints?: readonly (readonly [number, Message])[];
  readonly callsPerSecond?: number;
  readonly mostPages?: number;
}

/** A command whose answer matters only for its ErrorCode. */
function command<Request>(
  path: string,
  { goneCodes = [], hints = [], callsPerSecond = Number.POSITIVE_INFINITY, mostPages = 1 }: Row = {},
): Command<Request, unknown> {
  return { path, goneCodes, hints: new Map(hints), callsPerSecond, mostPages, answer: () => ({}) };
}

/** A command whose answer has data. A field is required if every sample in its document shows it. */
function reading<Request, Answer>(
  answer: Shape<Answer>,
  asked: Command<Request, unknown>,
): Command<Request, Answer> {
  return { ...asked, answer };
}

interface GroupRobots {
  readonly GroupId: string;
  readonly Member_Account: readonly string[];
}

interface LiveRoomRobots {
  readonly RoomId: string;
  readonly RobotList_Account: readonly string[];
}

interface OneRoomRobot {
  readonly RoomId: string;
  readonly Member_Account: string;
}

const memberList = listOf(fields({ Member_Account: name }));

/** The special mark that makes an account a robot of a live group. Source: "Setting Live Streaming Group Robots". */
export const robotMark = 500;

/**
 * Source: "Maximum Calling Frequency" on the pages about the robots of live rooms and about querying and deleting accounts.
 */
const slow = { callsPerSecond: 100 } as const;

/** Accounts in one add_robots or del_robots. Not documented there; the underlying mark command takes 500. */
export const robotsPerRequest = 500;

/** The most robots in one live room, and so in one request. Only some editions of "Get Room Robot" say so. */
export const robotsPerLiveRoom = 3;

/** Source: "Deleting group members", sample request. */
export const kicksPerRequest = 100;

/** Source: "Deleting Lists", request fields. */
export const friendListsPerRequest = 32;

/** get_members returns at most this many members, the newest ones. */
export const onlineListCap = 1000;

/** No document says which code the service answers while the console's switch is off. It may be 10007. */
const ofLiveGroup = { hints: [[10007, message`${notAdmin} ${robotsPlan}`]] } as const;

/** Source: "Setting Live Streaming Group Robots". */
export const addRobots = command<GroupRobots>("group_open_avchatroom_http_svc/add_robots", ofLiveGroup);

/** Source: "Deleting Live Streaming Group Robots". A dissolved group (10010) has no robots left. */
export const delRobots = command<GroupRobots>("group_open_avchatroom_http_svc/del_robots", {
  ...ofLiveGroup,
  goneCodes: [10010],
});

/**
 * The online list of a live group, in pages; `NextTimestamp` 0 ends it. No command lists robots as such. A page has 500 or 250
 * members, depending on the edition of the document. Each page has at least one, so the list has no more pages than members.
 */
export const getMembers = reading(
  fields({ MemberList: memberList, NextTimestamp: integer }),
  command<{ readonly GroupId: string; readonly Timestamp: number; readonly Mark: number }>(
    "group_open_avchatroom_http_svc/get_members",
    { ...ofLiveGroup, goneCodes: [10010], mostPages: onlineListCap },
  ),
);

/** Source: "Checking Whether Users Are in a Live Streaming Group". It needs the same plan as add_robots. */
export const checkMembers = command<GroupRobots>("group_open_avchatroom_http_svc/check_members", ofLiveGroup);

/** The counterpart of delete_robot; takes one robot. 100700: the room is full of robots. */
export const addRobot = command<OneRoomRobot>("room_engine_http_srv/add_robot");

/** Source: "Deleting a Robot". 100004: the room is gone; 100005: the robot is not in it. */
export const deleteRobot = command<OneRoomRobot>("room_engine_http_srv/delete_robot", {
  goneCodes: [100004, 100005],
});

export const getRoomInfo = command<{ readonly RoomId: string }>("room_engine_http_srv/get_room_info", {
  goneCodes: [100004],
});

/** The members in a page, unless Count says otherwise. Source: "Get the Room Member List", which documents no larger page. */
export const roomMembersPerPage = 50;

/** Far more members than any room takes: "Creating a Room" has MaxMemberCount 300 in its sample, and names no maximum. */
const roomMembersAtMost = 50_000;

/** The members of a room, in pages; `Next` "" ends the list. */
export const getRoomMemberList = reading(
  fields({ Response: fields({ MemberList: memberList, Next: name }) }),
  command<{ readonly RoomId: string; readonly Count: number; readonly Next: string }>(
    "room_engine_http_srv/get_room_member_list",
    { goneCodes: [100004], mostPages: roomMembersAtMost / roomMembersPerPage },
  ),
);

const importedOnly = message`Import every named account into this SDKAppID first. Also compare ${term("RoomId")} with what the service says.`;
const liveOnly = message`${term("live_engine_http_srv")} is for rooms of type Live, ${term("room_engine_http_srv")} for rooms of type Conference. If the type is right, set ${term("identifier")} to an app admin account.`;

/** Source: "Add Room Robot". */
export const addLiveRobots = command<LiveRoomRobots>("live_engine_http_srv/add_robot", {
  ...slow,
  hints: [
    [100002, importedOnly],
    [100006, liveOnly],
    [
      100700,
      message`A live room takes ${robotsPerLiveRoom} robots, including those that others added. Remove one first, or use another room.`,
    ],
  ],
});

/** Source: "Delete Room Robot". 100004: the room is gone, and its robots with it. */
export const delLiveRobots = command<LiveRoomRobots>("live_engine_http_srv/del_robot", {
  ...slow,
  goneCodes: [100004],
  hints: [
    [100002, importedOnly],
    [100006, liveOnly],
  ],
});

/** Source: "Get Room Robot". All robots of a live room, as they are now. */
export const getLiveRobots = reading(
  fields({ Response: fields({ RobotList_Account: listOf(name) }) }),
  command<{ readonly RoomId: string }>("live_engine_http_srv/get_robot", {
    ...slow,
    goneCodes: [100004],
    hints: [[100006, liveOnly]],
  }),
);

/** Source: "Querying Accounts" and "Deleting Accounts". */
export const accountsPerRequest = 100;

/** Source: "Importing a Single Account". Importing an existing account changes its nickname and picture. */
export const accountImport = command<{
  readonly UserID: string;
  readonly Nick?: string;
  readonly FaceUrl?: string;
}>("im_open_login_svc/account_import");

/** The result of each account, in the answer of a command for many accounts. */
const accountResults = <Result>(shape: Shape<Result>) =>
  fields({ ResultItem: itemsOf("UserID", name, outcome("ResultCode", "ResultInfo", shape)) });

/** Source: "Querying Accounts". */
export const accountCheck = reading(
  accountResults(fields({ AccountStatus: oneOf("Imported", "NotImported") })),
  command<{ readonly CheckItem: readonly { readonly UserID: string }[] }>(
    "im_open_login_svc/account_check",
    slow,
  ),
);

/** Source: "Deleting Accounts". 70107: there is no such account. Each account has its own code in the answer. */
export const accountDelete = reading(
  accountResults(fields({})),
  command<{ readonly DeleteItem: readonly { readonly UserID: string }[] }>(
    "im_open_login_svc/account_delete",
    { ...slow, goneCodes: [70107] },
  ),
);

/** Source: "Creating Chatbot Accounts". */
export const chatbotsPerApp = 20;

/**
 * Source: "Creating Chatbot Accounts". Creating an existing chatbot succeeds. No document says whether that changes its profile.
 */
export const createChatbot = command<{
  readonly UserID: string;
  readonly Nick?: string;
  readonly FaceUrl?: string;
  readonly SelfSignature?: string;
}>("openim_robot_http_svc/create_robot", {
  hints: [
    [
      10008,
      message`An app takes ${chatbotsPerApp} chatbots, including those that others created: delete one first. Or set ${term("identifier")} to an app admin account.`,
    ],
  ],
});

/** Source: "Deleting Chatbot Accounts". No document names the code for a chatbot that does not exist. */
export const deleteChatbot = command<{ readonly Robot_Account: string }>(
  "openim_robot_http_svc/delete_robot",
);

/** Source: "Pulling Chatbot Accounts". All chatbots of an app, in one answer. */
export const getChatbots = reading(
  fields({ Robot_Account: listOf(name) }),
  command<Record<string, never>>("openim_robot_http_svc/get_all_robots"),
);

/** Source: "Setting Profiles", to which the pages about chatbots refer. */
export const setProfile = command<{
  readonly From_Account: string;
  readonly ProfileItem: readonly { readonly Tag: string; readonly Value: string }[];
}>("profile/portrait_set");

/** Source: "Pulling Profiles". */
export const profilesPerRequest = 100;

/**
 * Source: "Pulling Profiles". Each account has its own code in the answer. No document says whether the answer contains a text
 * that was never set.
 */
export const getProfiles = reading(
  fields({
    UserProfileItem: itemsOf(
      "To_Account",
      name,
      outcome(
        "ResultCode",
        "ResultInfo",
        fields({ ProfileItem: listOf(fields({ Tag: name, Value: name })) }),
      ),
    ),
  }),
  command<{ readonly To_Account: readonly string[]; readonly TagList: readonly string[] }>(
    "profile/portrait_get",
  ),
);

/** Source: "Creating a Group". The service answers a repetition with 10025 or 10021: the ID is taken. */
export const createGroup = command<{
  readonly Type: "AVChatRoom";
  readonly GroupId: string;
  readonly Name: string;
  readonly Owner_Account?: string;
}>("group_open_http_svc/create_group", {
  hints: [[10019, message`${term("Owner_Account")} has to be imported into this SDKAppID first.`]],
});

/** Source: "Disbanding a Group". */
export const destroyGroup = command<{ readonly GroupId: string }>("group_open_http_svc/destroy_group", {
  goneCodes: [10010],
});

/** The profile of a group. Not every edition's sample has the owner and the time. */
const groupProfile = fields({
  Type: shown,
  Name: name,
  Owner_Account: optional(name),
  /** Seconds since the epoch. */
  CreateTime: optional(integer),
});

/** Source: "Getting Group Profiles". Each group has its own ErrorCode in the answer. */
export const getGroupInfo = reading(
  fields({
    GroupInfo: itemsOf("GroupId", optional(name), outcome("ErrorCode", "ErrorInfo", groupProfile)),
  }),
  command<{ readonly GroupIdList: readonly string[] }>("group_open_http_svc/get_group_info", {
    goneCodes: [10010],
  }),
);

/** Source: "Getting All Groups in an App": the most groups in a page. */
export const groupsPerPage = 10_000;

/** No document says how many groups an app can have; this is far more. */
const groupsAtMost = 10_000_000;

/** Source: "Getting All Groups in an App". The IDs of all groups of a type, by pages; `Next` 0 ends the list. */
export const getAppGroups = reading(
  fields({ GroupIdList: listOf(fields({ GroupId: name })), Next: integer }),
  command<{ readonly Limit: number; readonly Next: number; readonly GroupType: "AVChatRoom" }>(
    "group_open_http_svc/get_appid_group_list",
    { callsPerSecond: 1, mostPages: groupsAtMost / groupsPerPage },
  ),
);

/** Source: "Modifying the Profile of a Group". */
export const modifyGroup = command<{ readonly GroupId: string; readonly Name: string }>(
  "group_open_http_svc/modify_group_base_info",
);

/** Source: "Deleting group members". Removing a user who is not in the group succeeds. */
export const deleteGroupMember = command<{
  readonly GroupId: string;
  readonly MemberToDel_Account: readonly string[];
  readonly Silence?: 1;
  readonly Reason?: string;
}>("group_open_http_svc/delete_group_member", {
  hints: [
    [
      10004,
      message`A live group (AVChatRoom) cannot remove members, it can only mute them. For any other group, compare ${term("the request")} with what the service says.`,
    ],
  ],
});

/** Source: "Deleting Lists". */
export const deleteFriendLists = reading(
  fields({ CurrentSequence: integer }),
  command<{ readonly From_Account: string; readonly GroupName: readonly string[] }>("sns/group_delete"),
);
