import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { FriendListDeletion, GroupMemberRemoval, LiveGroupRobots, RoomRobot } from "../../../../provider";
import { startProgram } from "./support";

interface Said {
  readonly text: string;
  readonly resource: pulumi.Resource | undefined;
}

describe("a one-shot in a preview", () => {
  const { info } = pulumi.log;
  let said: Said[] = [];
  let heard = (): void => {};

  beforeEach(() => {
    said = [];
    heard = () => {};
    Object.assign(pulumi.log, {
      info: async (text: string, resource?: pulumi.Resource) => {
        said.push({ text, resource });
        heard();
      },
    });
  });
  afterEach(() => Object.assign(pulumi.log, { info }));

  /** Waits until that many lines were said. */
  const lines = (count: number): Promise<void> =>
    new Promise((resolve) => {
      heard = () => (said.length >= count ? resolve() : undefined);
      heard();
    });

  const removal = (name: string, args: Partial<ConstructorParameters<typeof GroupMemberRemoval>[1]> = {}) =>
    new GroupMemberRemoval(name, { groupId: "g", memberAccounts: ["b", "a"], ...args });

  it("says what is going to be removed from a group, as a line of its own", async () => {
    await startProgram({ preview: true });
    const resource = removal("one");
    await lines(1);
    assert.deepEqual(said, [{ text: "will remove from group g: b, a", resource }]);
  });

  it("says which friend lists are going to be deleted, as a line of its own", async () => {
    await startProgram({ preview: true });
    const resource = new FriendListDeletion("one", { fromAccount: "alice", groupNames: ["work"] });
    await lines(1);
    assert.deepEqual(said, [{ text: "will delete friend lists of alice: work", resource }]);
  });

  it("says in which named app it does so", async () => {
    await startProgram({ preview: true });
    removal("one", { app: "staging" });
    await lines(1);
    assert.equal(said[0]?.text, "in the app staging: will remove from group g: b, a");
  });

  it("says nothing when it stays as it is", async () => {
    await startProgram({ preview: true, existing: ["stays"] });
    removal("stays");
    const runs = removal("runs");
    await lines(1);
    assert.deepEqual(
      said.map(({ resource }) => resource),
      [runs],
    );
  });

  it("does not say what is secret", async () => {
    await startProgram({ preview: true });
    removal("one", { memberAccounts: pulumi.secret(["hidden-user"]) });
    await lines(1);
    assert.equal(said[0]?.text, "will remove names that this preview does not know yet, or that are secret");
  });

  it("does not say what nobody knows yet", async () => {
    await startProgram({ preview: true });
    const robot = new RoomRobot("robot", { roomId: "r", memberAccount: "a" });
    removal("one", { groupId: robot.id });
    await lines(1);
    assert.equal(said[0]?.text, "will remove names that this preview does not know yet, or that are secret");
  });

  it("says nothing of inputs that are missing, which is refused", async () => {
    await startProgram({ preview: true });
    const missing = undefined as never;
    removal("no list", { memberAccounts: missing });
    removal("no group", { groupId: missing });
    removal("an empty list", { memberAccounts: [] });
    const runs = removal("runs");
    await lines(1);
    await nextTurn();
    assert.deepEqual(
      said.map(({ resource }) => resource),
      [runs],
    );
  });

  it("says nothing in an update, which does it", async () => {
    const program = await startProgram();
    await program.settled(removal("one"));
    await nextTurn();
    assert.deepEqual(said, []);
  });

  it("is alone in that: robots are no removal", async () => {
    const program = await startProgram({ preview: true });
    await program.settled(new LiveGroupRobots("robots", { groupId: "g", memberAccounts: ["a"] }));
    removal("runs");
    await lines(1);
    assert.equal(said.length, 1);
  });
});
