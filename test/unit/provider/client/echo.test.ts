import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { addRobot } from "../../../../provider/client/commands";
import { isTencentChatError } from "../../../../provider/client/errors";
import { TransportFault } from "../../../../provider/client/faults";
import { writings } from "../../../support/hostile";
import { leaksIn } from "../../../support/secrets";
import { allCommands, answers, fail, ok, scripted } from "./support";

/** Characters that act on a terminal, and some that do not. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const characters = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\u001b[2K", "\u009b1m", ..."\r\n\u0007\u202e\u2066\u2028\u200b\ud800"),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  maxLength: 20,
});

/** Where the service puts a text into the answer to a command. */
const places: Readonly<Record<string, (sample: object, text: string) => object>> = {
  "each text of a failure": (_, text) =>
    fail(10004, text, { RequestId: text, ErrorDisplay: text, [text]: text }),
  "each text of what is OK": (sample, text) =>
    JSON.parse(JSON.stringify(sample), (_, value) => (typeof value === "string" ? value + text : value)),
  "the text of each failed item": (sample, text) => ({
    ...JSON.parse(JSON.stringify(sample), (_, value) =>
      typeof value === "object" && value !== null && ("ErrorCode" in value || "ResultCode" in value)
        ? { ...value, ErrorCode: 10004, ErrorInfo: text, ResultCode: 10004, ResultInfo: text }
        : value,
    ),
    ErrorCode: 0,
    RequestId: text,
  }),
  "a fault on the way": (_, text) => new TransportFault("broken", text),
};

describe("what a service echoes", () => {
  it("shows no secret, ends no line and writes over none, for each command, in each field, in each writing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...allCommands),
        fc.constantFrom(...Object.values(places)),
        fc.constantFrom(...Object.values(writings)),
        fc.stringMatching(/^[a-zA-Z0-9+/=]{16,64}$/),
        characters,
        fc.boolean(),
        async (command, put, write, secretKey, beside, isFirst) => {
          let userSig = "";
          const answer = (url: URL): object => {
            userSig = url.searchParams.get("usersig") ?? "";
            const echo = write(isFirst ? secretKey : url.href);
            return put(answers[command.path] ?? ok, `${beside}${echo}${beside}`);
          };
          const { client, lines } = scripted([answer], { secretKey, maxAttempts: 1 });
          const outcome = await client.call(command, {} as never).catch((error: unknown) => error);
          const whole = [
            inspect(outcome, { depth: null, showHidden: true }),
            JSON.stringify(outcome),
            ...lines,
          ];
          for (const text of whole) assert.deepEqual(leaksIn({ name: "", text }, [secretKey, userSig]), []);
          for (const line of lines) assert.doesNotMatch(line, acting);
          if (!isTencentChatError(outcome)) return;
          for (const text of [outcome.message, outcome.info, outcome.requestId ?? ""]) {
            assert.doesNotMatch(text, acting);
            assert.ok(text.length < 6 * 300 + 1200);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is cut to a few hundred characters, with how many were left out", async () => {
    for (const [info, requestId] of [
      ["x".repeat(3_000_000), "r"],
      ["x", "\u001b".repeat(3_000_000)],
    ] as const) {
      const { client, lines } = scripted([fail(10004, info, { RequestId: requestId })]);
      const error = await client.call(addRobot, {} as never).catch((caught: unknown) => caught);
      assert.ok(isTencentChatError(error));
      assert.ok(error.message.length < 3_000 && lines.join("").length < 3_000);
      assert.match(error.message, /… \(2999700 more characters\)/);
    }
  });
});
