/**
 * Documented sizes, in the units that their names say.
 *
 * @internal
 */
export const limits = {
  /** "Group System" and "Use Limits". */
  groupIdBytes: 48,
  /** "Creating a Room". */
  roomIdBytes: 48,
  /** "Secure Authentication with UserSig". */
  userIdBytes: 32,
  /** "Relationship Chain Management": counted in UTF-8. */
  listNameBytes: 30,
  /** "Relationship Chain Management". */
  listsPerUser: 32,
  /** "Deleting Lists". */
  listNamesPerCall: 32,
  /** "Deleting Group Members". "Use Limits" says 500. */
  membersPerRemoval: 100,
  /** "Adding Group Members". "Use Limits" says 100. */
  membersPerAddition: 300,
  /** "Creating a Group". */
  membersPerCreation: 100,
  groupNameBytes: 30,
  groupIntroductionBytes: 240,
  groupNotificationBytes: 300,
  groupFaceUrlBytes: 100,
  /** "Querying the Role of a User in a Group". */
  rolesPerCall: 500,
  /** "Getting All Groups in an App". */
  groupsPerPage: 10_000,
  /** "Modifying the Profile of a Group Member". */
  nameCardBytes: 50,
  /** "Sending Ordinary Messages in a Group". */
  receiversPerGroupMessage: 50,
  /** "Error Codes", 80002 and 93000: 12 KB. */
  messageBytes: 12 * 1024,
  /** "Sending One-to-One Messages to One User": MsgLifeTime, seven days. */
  messageSeconds: 604_800,
  /** For the fields that are unsigned integers of 32 bits. */
  largestUint32: 2 ** 32 - 1,
  /** "Pulling Group Member Profiles". */
  memberInfosPerCall: 6000,
  /** "Error Codes", 10018. */
  responseBytes: 1024 * 1024,
  /**
   * "Setting Audio-Video Group Member Marks": accounts in a call. Not documented for check_members, add_robots and del_robots. The
   * pages of the latter two say that they do the same as that call.
   */
  marksPerCall: 500,
  /** "Setting Audio-Video Group Member Marks": distinct marks in a group or room, and members with the same mark. */
  marksPerContainer: 10,
  membersPerMark: 1000,
  smallestOwnMark: 1000,
  /** "Marking Room Members". */
  roomMarkMembersPerCall: 10,
  roomMarksPerMember: 3,
  /** "Getting the List of Online Members in Audio-Video Group": with the Pro edition or above, and below it. */
  onlineMembers: 1000,
  onlineMembersBelowPro: 30,
  /** "Get the Room Member List": members in a page unless Count says otherwise. */
  roomMembersPerPage: 50,
  /** "Create a Room" and "Create Room". */
  roomNameBytes: 100,
  coverUrlBytes: 200,
  roomCategories: 3,
  shortestScheduleSeconds: 300,
  /** "Create a Room": the end of a scheduled room unless ScheduleEndTime says otherwise. */
  defaultScheduleSeconds: 3600,
  /** "Remove Room Member". */
  membersPerRoomKick: 20,
  roomKickReasonBytes: 1000,
  /** "Get Room Robot", as of January 2026. */
  liveRobots: 3,
  /** "Get Room Member List". */
  liveMembers: 1000,
  /** "Adding Friends". */
  friendsPerCall: 1000,
  /** "Adding Lists": friends to put in. */
  listedFriendsPerCall: 1000,
  /** "Importing a Single Account": Nick and FaceUrl; "Setting Profiles": each field. */
  profileBytes: 500,
  /** "Profile Management". */
  locationBytes: 16,
  profileIntegers: 4294967295,
  /** "Pulling Profiles". */
  profilesPerCall: 100,
  /** "Importing Multiple Accounts", "Querying Accounts" and "Deleting Accounts". */
  accountsPerCall: 100,
  /** "Deleting Accounts": for how long a UserID cannot be imported again, three months. */
  deletedAccountDays: 90,
  /** "Creating Chatbot Accounts". */
  chatbots: 20,
  chatbotSignatureBytes: 500,
  /** "Error Codes", 10058 and 70398. */
  trialGroups: 100,
  trialAccounts: 100,
  /** Not documented: "Error Codes" only says that 70050 follows too many failed checks and ends after a minute. */
  failedUserSigs: 10,
  failedUserSigSeconds: 60,
  /** "Maximum Calling Frequency" on most command pages. */
  callsPerSecond: 200,
  /** On the pages of the robots of the live engine, and of importing, querying and deleting several accounts. */
  callsPerSecondOfSome: 100,
  /** Not documented; far above any documented command, small enough to hold in memory. */
  requestBodyBytes: 1024 * 1024,
  /** Not documented. No command needs deeper JSON, and without a limit recursive code would exhaust the stack. */
  jsonDepth: 64,
} as const;

/** The group types of "Group System"; Work and Meeting are the newer names of Private and ChatRoom. */
export const groupTypes = [
  "Private",
  "Work",
  "Public",
  "ChatRoom",
  "Meeting",
  "AVChatRoom",
  "Community",
] as const;
export type GroupType = (typeof groupTypes)[number];

/** Rooms of the room engine are Conference rooms; Live rooms belong to the live engine. */
export const roomTypes = ["Conference", "Live"] as const;
export type RoomType = (typeof roomTypes)[number];

/** The size of a text, as every limit on texts counts it. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** A generated group ID starts with this, and a chosen one may not. Source: "Group System". */
export const ownIdPrefix = "@TGS#";
export const communityIdPrefix = "@TGS#_";

/** Source: "Creating Chatbot Accounts". */
export const chatbotPrefix = "@RBT#";

/** Group and room IDs consist of the printable ASCII characters 0x20 to 0x7e. */
export const printableAscii = /^[\x20-\x7e]*$/;
