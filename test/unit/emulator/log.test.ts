import assert from "node:assert/strict";
import { assertNoSecrets } from "../../support/secrets";
import { type Client, emulating, secretKey } from "./support";

async function linesOf(logFormat: "text" | "json", use: (client: Client) => Promise<unknown>) {
  const lines: string[] = [];
  await emulating({ logFormat, log: (line) => lines.push(line) }, async (client, emulator) => {
    await use(client);
    emulator.addFault({ command: "*", kind: "status" });
    await client.post("sns/group_get", "{}");
  });
  assertNoSecrets(
    lines.map((text) => ({ name: "the log", text })),
    [secretKey],
  );
  return lines;
}

describe("the log of the emulator", () => {
  it("has a line of text for each request, with the ErrorCode or the fault", async () => {
    const lines = await linesOf("text", (client) => client.call("sns/group_get", { From_Account: "no" }));
    const expected = [
      /^\S+Z #1 1400000000 sns\/group_get 30003$/,
      /^\S+Z #1 \d+ sns\/group_get fault status$/,
    ];
    assert.equal(lines.length, expected.length);
    for (const [index, line] of lines.entries()) assert.match(line, expected[index] ?? /^$/);
  });

  it("has a JSON object for each request when told to", async () => {
    const lines = await linesOf("json", (client) => client.call("sns/group_get", { From_Account: "no" }));
    const common = { connection: 1, sdkAppId: 1400000000, command: "sns/group_get" };
    assert.deepEqual(
      lines.map((line) => {
        const { at, ...rest } = JSON.parse(line) as Record<string, unknown>;
        assert.equal(new Date(String(at)).toISOString(), at);
        return rest;
      }),
      [
        { ...common, errorCode: 30003, fault: null },
        { ...common, errorCode: null, fault: "status" },
      ],
    );
  });

  it("tells of a failure of the emulator itself without ending it", async () => {
    const lines: string[] = [];
    const now = Date.now;
    let broken = false;
    await emulating(
      {
        log: (line) => lines.push(line),
        now() {
          if (broken) throw new Error("no clock");
          return now();
        },
      },
      async (client) => {
        broken = true;
        assert.equal((await client.post("sns/group_get", "{}")).status, 500);
        broken = false;
        assert.equal((await client.post("sns/group_get", "{}")).status, 200);
      },
    );
    assert.equal(lines[0], "internal error: no clock");
  });
});
