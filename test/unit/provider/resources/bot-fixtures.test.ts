import assert from "node:assert/strict";
import { BotFixtures } from "../../../../provider";
import { startProgram } from "./support";

describe("BotFixtures", () => {
  it("names the robots of a room by their UserIDs, and declares no resource for rooms without robots", async () => {
    const program = await startProgram();
    const { roomRobots } = new BotFixtures("dev", {
      accounts: { host: { userId: "bot-a" } },
      rooms: { "room-1": { robots: ["host", "bot-b"] }, "room-2": { robots: [] } },
    });
    await program.settled(roomRobots ?? assert.fail("there are no robots of rooms"));
    const declared = program.registered.find(({ name }) => name === "dev-rooms");
    assert.deepEqual(declared?.inputs.rooms, { "room-1": ["bot-a", "bot-b"] });
    assert.equal(new BotFixtures("empty", { rooms: { "room-2": { robots: [] } } }).roomRobots, undefined);
  });

  it("leaves it to check to say which property an account does not have", async () => {
    const program = await startProgram();
    const { accounts } = new BotFixtures("dev", { accounts: { host: { nik: "Host" } as object } });
    await program.settled(accounts.host);
    assert.equal(program.registered.find(({ name }) => name === "dev-host")?.inputs.nik, "Host");
  });
});
