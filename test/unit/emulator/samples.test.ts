import assert from "node:assert/strict";
import { samples } from "./samples";
import { emulating, seedOf, sorted } from "./support";

/** A world in which every sample request can succeed. */
const world = seedOf({
  groups: {
    "@TGS#a6I4ZUUGO": { type: "AVChatRoom" },
    "@TGS#2J4SZEAEL": { type: "Public", members: ["tommy", "jared", "owner"] },
  },
  rooms: { "room-test": { type: "Conference", robots: ["user1"] } },
  friendLists: { id: ["group1", "group2", "group3"] },
});

/** RequestId and CurrentSequence are counters: their form is compared, not their value. */
const forms: Readonly<Record<string, RegExp>> = {
  RequestId: /^"Id-[0-9a-f]{32}-O-Seq-\d+"$/,
  CurrentSequence: /^\d+$/,
};

describe("the emulator's answers to the sample requests of the documents", () => {
  for (const { document, command, request, response } of samples) {
    it(`have the fields of the sample response: ${document}`, () =>
      emulating({ seed: world }, async (client) => {
        const answer = await client.call(command, request);
        assert.deepEqual(sorted(Object.keys(answer)), sorted(Object.keys(response)));
        for (const [name, expected] of Object.entries(response)) {
          const form = forms[name];
          if (form === undefined) assert.deepEqual(answer[name], expected, name);
          else {
            assert.match(JSON.stringify(answer[name]), form);
            assert.match(JSON.stringify(expected), form);
          }
        }
      }));
  }
});
