import assert from "node:assert/strict";
import { type Host, outputsOf, type Resource } from "./support/host";
import { commands, inWorld, names, type World } from "./support/world";

const type = "ChatAccount";
const userId = "robot-1";
const declared = { userId, nick: "Host", faceUrl: "https://example.com/a.png" };

const create = async (world: World, inputs: object = declared): Promise<Resource> =>
  (await world.host()).create(type, { ...inputs });

const profileIn = ({ state }: World): unknown => state.profiles?.[userId];
const isThere = ({ state }: World): boolean => state.accounts.includes(userId);

/** The first sentence of a message, without the name of its command. */
const shortened = (text: string | undefined): string | undefined =>
  text?.replace(/^.*account_check: /s, "").replace(/\. .*$/s, ".");

describe("ChatAccount, in the SDK's host", () => {
  it("imports the account with nickname and picture", () =>
    inWorld({}, async (world) => {
      const resource = await create(world);
      assert.equal(resource.id, userId);
      assert.deepEqual(outputsOf(resource), declared);
      assert.deepEqual(profileIn(world), { nick: "Host", faceUrl: "https://example.com/a.png" });
    }));

  it("adopts an account that is there, and leaves what it does not declare", () =>
    inWorld(
      { seed: { accounts: [userId], profiles: { [userId]: { nick: "Old", faceUrl: "old" } } } },
      async (world) => {
        await create(world, { userId, nick: "New" });
        assert.deepEqual(profileIn(world), { nick: "New", faceUrl: "old" });
      },
    ));

  it("updates nickname and picture in place, and empties what is declared no more", () =>
    inWorld({}, async (world) => {
      const before = await create(world);
      const after = await (await world.host()).update(before, { userId, nick: "New" });
      assert.deepEqual(outputsOf(after), { userId, nick: "New" });
      assert.deepEqual(world.requests().at(-1)?.body, { UserID: userId, Nick: "New", FaceUrl: "" });
    }));

  describe("deleted", () => {
    it("keeps the account, and calls nothing", () =>
      inWorld({}, async (world) => {
        const resource = await create(world);
        await (await world.host()).delete(resource);
        assert.ok(isThere(world));
        assert.deepEqual(world.log, ["account_import"]);
      }));
  });

  describe("read", () => {
    it("by its id alone gives an account that it does not delete", () =>
      inWorld({ seed: { accounts: [userId] } }, async (world) => {
        const host = await world.host();
        const read = await host.read(host.known(type, userId, {}));
        assert.ok(read);
        assert.deepEqual(outputsOf(read), { userId });
        await host.delete(read);
        assert.ok(isThere(world));
      }));
  });

  describe("in a refresh of many", () => {
    const some = names("bot", 3);
    const known = (host: Host, account: string) => host.known(type, account, { userId: account });
    const readAll = (host: Host, accounts: readonly string[] = some) =>
      Promise.all(accounts.map((account) => host.read(known(host, account))));
    const idsOf = (found: readonly (Resource | undefined)[]) => found.map((each) => each?.id);

    it("asks for up to 100 in one request, and tells each what is said of it", () => {
      const all = names("bot", 250);
      const there = all.slice(0, 120);
      return inWorld({ seed: { accounts: there } }, async (world) => {
        const found = await readAll(await world.host(), all);
        assert.deepEqual(idsOf(found), [...there, ...Array(130).fill(undefined)]);
        const asked = world
          .requests(commands.accountCheck)
          .map(({ body }) => (body as { CheckItem: { UserID: string }[] }).CheckItem);
        assert.deepEqual(
          asked
            .flat()
            .map(({ UserID }) => UserID)
            .sort(),
          all,
        );
        assert.ok(asked.every(({ length }) => length <= 100));
        // 3 when all are asked for at once; a machine that has other work too may come to it in a few turns.
        assert.ok(asked.length < all.length / 10, `${asked.length} requests`);
      });
    });

    it("forgets none of them when the request fails", () =>
      inWorld({ seed: { accounts: some } }, async (world) => {
        world.emulator.addFault({ command: commands.accountCheck, kind: "resetBefore", times: 100 });
        const host = await world.host();
        const outcomes = await Promise.allSettled(some.map((account) => host.read(known(host, account))));
        for (const outcome of outcomes) {
          assert.equal(outcome.status, "rejected");
          assert.match(String(outcome.reason), /account_check: the connection broke/);
        }
        world.emulator.clearFaults();
        assert.deepEqual(idsOf(await readAll(host)), some);
      }));

    it("fails for the account that the answer refuses or leaves out, and for no other", () =>
      inWorld({}, async (world) => {
        const [fine, refused] = some;
        const ownAnswer = () => ({
          ActionStatus: "OK",
          ErrorCode: 0,
          ErrorInfo: "",
          ResultItem: [
            { UserID: refused, ResultCode: 70169, ResultInfo: "timed out" },
            { UserID: fine, ResultCode: 0, ResultInfo: "", AccountStatus: "Imported" },
          ],
        });
        const relay = await world.relay({ ownAnswer });
        const host = await world.host({ endpoint: relay.url });
        const reads = await Promise.allSettled(some.map((account) => host.read(known(host, account))));
        assert.deepEqual(
          reads
            .map((read) => (read.status === "fulfilled" ? read.value?.id : String(read.reason)))
            .map(shortened),
          [
            "bot-1",
            "error 70169 for bot-2, timeout of the account service.",
            "the answer says nothing of bot-3, so it is not known whether it is there.",
          ],
        );
      }));
  });
});
