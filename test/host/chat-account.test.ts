import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { type Host, outputsOf, type Resource } from "./support/host";
import { startRelay } from "./support/relay";
import { commands, inWorld, maxAttempts, names, type World } from "./support/world";

const type = "ChatAccount";
const userId = "robot-1";
const declared = { userId, nick: "Host", faceUrl: "https://example.com/a.png" };
const deleted = { ...declared, deleteOnDestroy: true };

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

  it("keeps nothing of an import that the service refuses, and says why", () =>
    inWorld({}, async (world) => {
      world.emulator.addFault({ command: commands.accountImport, kind: "errorCode", errorCode: 70399 });
      const failure = await failureOf(create(world));
      assert.equal(failure.partial, undefined);
      assert.match(failure.message, /account_import: error 70399, .*Use another UserID/);
    }));

  describe("deleted", () => {
    it("keeps the account, and calls nothing", () =>
      inWorld({}, async (world) => {
        const resource = await create(world);
        await (await world.host()).delete(resource);
        assert.ok(isThere(world));
        assert.deepEqual(world.log, ["account_import"]);
      }));

    it("deletes the account where the program says so, and succeeds again when it is gone", () =>
      inWorld({}, async (world) => {
        const resource = await create(world, deleted);
        const host = await world.host();
        await host.delete(resource);
        assert.equal(isThere(world), false);
        await host.delete(resource);
      }));

    it("keeps the account that another resource of the same program declares by now", () =>
      inWorld({}, async (world) => {
        const old = await create(world, deleted);
        const host = await world.host();
        await host.create(type, deleted);
        await host.delete(old);
        assert.ok(isThere(world));
      }));

    it("fails when the service is down, and succeeds in the next run", () =>
      inWorld({}, async (world) => {
        const resource = await create(world, deleted);
        world.emulator.addFault({ command: commands.accountDelete, kind: "resetBefore", times: maxAttempts });
        const host = await world.host();
        await assert.rejects(host.delete(resource), /account_delete: the connection broke/);
        await host.delete(resource);
        assert.equal(isThere(world), false);
      }));
  });

  describe("read", () => {
    it("finds no drift where there is none", () =>
      inWorld({}, async (world) => {
        const resource = await create(world, deleted);
        const read = await (await world.host()).read(resource);
        assert.deepEqual(read?.state, resource.state);
        assert.deepEqual(read?.inputs, resource.state);
      }));

    it("finds a deleted account gone", () =>
      inWorld({}, async (world) => {
        const resource = await create(world);
        world.becomes({});
        assert.equal(await (await world.host()).read(resource), undefined);
      }));

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
        const relay = await startRelay(world.emulator.url, { ownAnswer });
        try {
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
        } finally {
          await relay.stop();
        }
      }));
  });

  it("asks again in the next run for what was never answered", () =>
    inWorld({}, async (world) => {
      world.emulator.addFault({ command: commands.accountImport, kind: "resetBefore", times: maxAttempts });
      const { resource, message } = await endsHalfWay(type, create(world));
      assert.match(message, /^It is not known whether the account robot-1 is as declared; .*2 attempts/);
      assert.deepEqual(outputsOf(resource), { ...declared, unconfirmed: true });
      const host = await world.host();
      assert.equal((await host.diff(resource, declared)).changes, true);
      assert.deepEqual(outputsOf(await host.update(resource, declared)), declared);
      assert.ok(isThere(world));
    }));

  it("deletes what was imported without an answer, where the program says so", () =>
    inWorld({}, async (world) => {
      world.emulator.addFault({ command: commands.accountImport, kind: "resetAfter", times: maxAttempts });
      const { resource } = await endsHalfWay(type, create(world, deleted));
      await (await world.host()).delete(resource);
      assert.equal(isThere(world), false);
    }));
});
