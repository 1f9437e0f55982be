import assert from "node:assert/strict";
import { type Hostile, startHostile, strikes, type Writing, writings } from "../../../support/hostile";
import { Desk, secretKey } from "./support";

const seed = {
  groups: { live: { type: "AVChatRoom", robots: ["bot-a"] } },
  rooms: {
    stage: { type: "Live", robots: ["bot-a"] },
    standup: { type: "Conference", members: ["alice"], robots: ["bot-a"] },
  },
} as const;

const places = ["--group live", "--live-room stage", "--room standup"];

describe("the command of a service that gives back what it was sent", () => {
  let desk: Desk;
  let hostile: Hostile;
  before(async () => {
    desk = await Desk.open(seed);
    hostile = await startHostile(desk.emulator.url, [secretKey]);
  });
  after(async () => {
    await hostile.stop();
    await desk.close();
  });

  for (const [at, writing] of Object.keys(writings).entries()) {
    it(`says no secret that is written ${writing}`, async () => {
      // Each writing meets two of the strikes, and each strike six of the writings.
      const snapshot = ["snapshot", ...(places[at % places.length] ?? "").split(" ")];
      for (const [args, by] of [[["doctor"], at] as const, [snapshot, at + 3] as const]) {
        const strike = strikes[by % strikes.length] ?? assert.fail();
        hostile.attack({ strike, writing: writing as Writing, ...(at % 4 < 2 ? { escapes: "all" } : {}) });
        // The desk looks for secrets in all that is said.
        const { stdout, stderr } = await desk.run(args, {
          TENCENT_CHAT_ENDPOINT: hostile.url,
          TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST: "true",
          TENCENT_CHAT_MAX_ATTEMPTS: "1",
        });
        assert.notEqual(hostile.struck, 0, `${strike} at ${args.join(" ")}`);
        for (const userSig of hostile.userSigs) {
          assert.ok(!`${stdout}${stderr}`.includes(userSig.slice(0, 40)));
        }
      }
    });
  }
});
