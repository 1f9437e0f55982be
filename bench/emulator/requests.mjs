import { createRequire } from "node:module";

const { Api } = createRequire(import.meta.url)("tls-sig-api-v2");

const sdkAppId = 1400000000;
const userSig = new Api(sdkAppId, "emulator-secret-key").genUserSig("administrator", 86_400);
const query = `sdkappid=${sdkAppId}&identifier=administrator&usersig=${encodeURIComponent(userSig)}&random=1&contenttype=json`;

/** The groups, rooms and friend lists for the requests below. */
export const seed = {
  [sdkAppId]: {
    groups: { live: { type: "AVChatRoom", robots: ["bot1", "bot2", "bot3"] } },
    rooms: { "room-1": { type: "Conference" } },
    friendLists: { alice: ["work", "home"] },
  },
};

/** Requests that succeed, each as the text of an HTTP request: calls of this package to several services. */
export const requests = [
  ["group_open_avchatroom_http_svc/add_robots", { GroupId: "live", Member_Account: ["bot1", "bot4"] }],
  ["group_open_avchatroom_http_svc/get_members", { GroupId: "live", Timestamp: 0, Mark: 500 }],
  ["group_open_avchatroom_http_svc/del_robots", { GroupId: "live", Member_Account: ["bot4"] }],
  ["room_engine_http_srv/add_robot", { RoomId: "room-1", Member_Account: "bot1" }],
  ["room_engine_http_srv/get_room_member_list", { RoomId: "room-1" }],
  ["sns/group_get", { From_Account: "alice" }],
].map(([command, fields]) => {
  const body = JSON.stringify(fields);
  return (
    `POST /v4/${command}?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
});
