/**
 * What the emulator holds before the demo applies the program.
 *
 * @type {import("pulumi-tencent-chat/emulator").Seed}
 */
export const world = {
  1400000000: {
    accounts: ["bot-welcome", "bot-moderator", "bot-trivia", "bot-minutes", "bot-timer"],
    groups: {
      "live-main": { type: "AVChatRoom", members: ["viewer-1", "viewer-2"], robots: [] },
      "live-backstage": { type: "AVChatRoom", members: ["viewer-1"], robots: [] },
      "work-team": { type: "Work", members: ["alice", "bob", "load-test-1", "load-test-2"], robots: [] },
    },
    rooms: {
      "room-standup": { type: "Conference", members: ["alice"], robots: [] },
      "room-retro": { type: "Conference", members: ["bob"], robots: [] },
      "room-demo": { type: "Conference", members: [], robots: [] },
      "live-launch": { type: "Live", members: ["viewer-2"], robots: [] },
    },
    friendLists: { alice: ["family", "load-test"], bob: ["work"] },
  },
};
