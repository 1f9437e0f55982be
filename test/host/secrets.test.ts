import assert from "node:assert/strict";
import { leaksIn } from "../support/secrets";
import { failureOf } from "./support/failing";
import { startRelay } from "./support/relay";
import { inWorld, secretKey } from "./support/world";

const inputs = { groupId: "@TGS#live", memberAccounts: ["a"] };

/** What a service or a gateway may put into its answer: the address that was asked for, and with it the UserSig. */
const echoes: Readonly<Record<string, (url: URL) => object>> = {
  "the whole address in ErrorInfo": (url) => ({ ErrorCode: 10004, ErrorInfo: `cannot serve ${url}` }),
  "the UserSig alone in ErrorInfo": (url) => ({
    ErrorCode: 10004,
    ErrorInfo: url.searchParams.get("usersig"),
  }),
  "half of the UserSig in ErrorInfo": (url) => ({
    ErrorCode: 10004,
    ErrorInfo: url.searchParams.get("usersig")?.slice(0, 90),
  }),
  "the UserSig as RequestId": (url) => ({
    ErrorCode: 10004,
    ErrorInfo: "",
    RequestId: url.searchParams.get("usersig"),
  }),
  "the SecretKey in ErrorInfo": () => ({ ErrorCode: 10004, ErrorInfo: `wrong key ${secretKey}` }),
};

describe("an answer that quotes secrets, in the SDK's host", () => {
  for (const [what, answer] of Object.entries(echoes)) {
    it(`is told without them: ${what}`, () =>
      inWorld({}, async (world) => {
        const relay = await startRelay(world.emulator.url, { ownAnswer: answer });
        try {
          const host = await world.host({ endpoint: relay.url, log: "debug" });
          const created = await failureOf(host.create("LiveGroupRobots", inputs));
          const read = await failureOf(host.read(host.known("LiveGroupRobots", inputs.groupId, inputs)));
          for (const { message } of [created, read]) assert.match(message, /: error 10004, /);
          // The answer did hold one: else this would prove nothing.
          const echoed = JSON.stringify(answer(new URL(`${relay.url}/?${relay.queries[0]}`)));
          assert.equal(leaksIn({ name: "answer", text: echoed }, [secretKey]).length, 1);
        } finally {
          await relay.stop();
        }
        // What the host said is searched where this world ends.
      }));
  }
});
