/** The samples of the documents that the emulator was made from, copied by hand. Comments within requests are left out. */
export interface Sample {
  readonly document: string;
  readonly command: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

const liveGroupRequest = { GroupId: "@TGS#a6I4ZUUGO", Member_Account: ["bot1", "bot2"] };
const plainResponse = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" };
const removal = { GroupId: "@TGS#2J4SZEAEL", MemberToDel_Account: ["tommy", "jared"] };

export const samples: readonly Sample[] = [
  {
    document: "Setting Live Streaming Group Robots",
    command: "group_open_avchatroom_http_svc/add_robots",
    request: liveGroupRequest,
    response: plainResponse,
  },
  {
    document: "Deleting Live Streaming Group Robots",
    command: "group_open_avchatroom_http_svc/del_robots",
    request: liveGroupRequest,
    response: plainResponse,
  },
  {
    document: "Deleting Group Members, basic format",
    command: "group_open_http_svc/delete_group_member",
    request: removal,
    response: plainResponse,
  },
  {
    document: "Deleting Group Members, silent deletion",
    command: "group_open_http_svc/delete_group_member",
    request: { ...removal, Silence: 1 },
    response: plainResponse,
  },
  {
    document: "Deleting Group Members, with a reason",
    command: "group_open_http_svc/delete_group_member",
    request: { ...removal, Reason: "kick reason" },
    response: plainResponse,
  },
  {
    document: "Deleting a Robot",
    command: "room_engine_http_srv/delete_robot",
    request: { RoomId: "room-test", Member_Account: "user1" },
    response: {
      ErrorCode: 0,
      ErrorInfo: "",
      ActionStatus: "OK",
      RequestId: "Id-52f049ba12d741b7a84959700acdb1d5-O-Seq-56287",
    },
  },
  {
    document: "Deleting Lists",
    command: "sns/group_delete",
    request: { From_Account: "id", GroupName: ["group1", "group2", "group3"] },
    response: {
      CurrentSequence: 4,
      ActionStatus: "OK",
      ErrorCode: 0,
      ErrorInfo: "0",
      ErrorDisplay: "",
    },
  },
];
