import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ChatAccount, GroupMemberRemoval, LiveGroupRobots, RoomRobots } from "../../../../provider";
import { declarations } from "../../../support/declarations";
import { type Program, startProgram, warnings } from "./support";

/** Runs a program as the engine does, in a stack of its own. */
async function inStack(preview: boolean, declare: (program: Program) => Promise<void>): Promise<void> {
  const program = await startProgram({ preview });
  await pulumi.runtime.runInPulumiStack(() => declare(program));
}

describe("a secret input", () => {
  const said = warnings();

  it("is warned of once, with what stays in clear", async () => {
    await inStack(false, async (program) => {
      const [userId, roomId] = [pulumi.secret("bot-a"), pulumi.secret("room-1")];
      await program.settled(new ChatAccount("guide", { userId }));
      await program.settled(new LiveGroupRobots("hosts", { groupId: "g", memberAccounts: ["a", userId] }));
      await program.settled(new RoomRobots("rooms", { rooms: roomId.apply((id) => ({ [id]: ["a"] })) }));
    });
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? "",
      /^userId of ChatAccount "guide" is a secret\. .* in clear: see "Secret inputs" in docs\/concepts\.md/,
    );
  });

  it("is found in a list, where others are plain or not known yet", async () => {
    await inStack(true, async (program) => {
      const { id } = new ChatAccount("guide", { userId: "bot-b" });
      const memberAccounts = ["a", id, pulumi.secret("bot-c")];
      await program.settled(new GroupMemberRemoval("kick", { groupId: "g", memberAccounts }));
    });
    assert.match(said[0] ?? "", /^memberAccounts of GroupMemberRemoval "kick" is a secret\./);
  });

  it("is none where nothing is secret, and nothing is said then", async () => {
    await inStack(false, async (program) => {
      for (const { declare } of Object.values(declarations)) await program.settled(declare("one"));
      const accounts = pulumi.output(["a"]);
      await program.settled(new LiveGroupRobots("other", { groupId: "h", memberAccounts: accounts }));
    });
    assert.deepEqual(said, []);
  });
});
