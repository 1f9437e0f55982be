/** Documented sizes, in the unit that the name says. */
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
  /** "Deleting Group Members". */
  membersPerRemoval: 100,
  /**
   * Not documented for add_robots and del_robots. 500 is what "Setting Live Streaming Group Member Tags" allows,
   * the call that add_robots says it is in essence.
   */
  robotsPerCall: 500,
  /** "Getting the List of Online Members in Audio-Video Group". */
  onlineMembers: 1000,
  /** "Get the Room Member List": members in a page unless Count says otherwise. */
  roomMembersPerPage: 50,
  /** "Maximum Calling Frequency" of the command pages, where one does not say otherwise. */
  callsPerSecond: 200,
  /** Not documented; far above any documented command, small enough to hold in memory. */
  requestBodyBytes: 1024 * 1024,
  /** Not documented. Deeper JSON is no command's, and code that walks a value recursively must survive it. */
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

/** The size that every limit on text is about. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** Group and room IDs are made of the printable ASCII characters 0x20 to 0x7e. */
export const printableAscii = /^[\x20-\x7e]*$/;
