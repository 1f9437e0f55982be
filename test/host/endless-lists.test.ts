import assert from "node:assert/strict";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { inWorld } from "./support/world";

/** What a service answers that never comes to the end of a list: each page has a fresh cursor. */
const endless: Readonly<Record<string, (page: number) => object>> = {
  "group_open_avchatroom_http_svc/get_members": (page) => ({ MemberList: [], NextTimestamp: page }),
  "room_engine_http_srv/get_room_member_list": (page) => ({
    Response: { MemberList: [], Next: `page ${page}` },
  }),
};

const owned: readonly (readonly [type: ResourceType, id: string, state: Properties])[] = [
  ["LiveGroupRobots", "@TGS#live", { groupId: "@TGS#live", memberAccounts: ["robot-1"] }],
  ["RoomRobot", "room-1/robot-1", { roomId: "room-1", memberAccount: "robot-1" }],
  ["RoomRobots", "rooms", { rooms: { "room-1": ["robot-1"] } }],
];

describe("a list to which the service always gives another page", () => {
  for (const [type, id, state] of owned) {
    it(`ends the refresh of a ${type} with an error, after as many pages as there can be`, () =>
      inWorld({}, async (world) => {
        let pages = 0;
        const relay = await world.relay({
          ownAnswer: ({ pathname }) => {
            pages += 1;
            return { ErrorCode: 0, ActionStatus: "OK", ...endless[pathname.replace("/v4/", "")]?.(pages) };
          },
        });
        const host = await world.host({
          endpoint: relay.url,
          requestsPerSecond: "10000",
          roomRobotsInMemberList: "true",
        });
        await assert.rejects(
          host.read(host.known(type, id, state)),
          /the list does not end: it has more than 1000 pages/,
        );
        assert.equal(pages, 1_000);
      }));
  }
});
