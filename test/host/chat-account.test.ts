import assert from "node:assert/strict";
import { type Host, outputsOf, type Resource } from "./support/host";
import { commands, inWorld, maxAttempts, names, type World } from "./support/world";

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

  describe("refreshed", () => {
    const by = (profile: { readonly nick: string; readonly faceUrl: string }) => ({
      accounts: [userId],
      profiles: { [userId]: profile },
    });

    for (const [what, profile, found] of [
      ["another nickname", { nick: "By hand", faceUrl: declared.faceUrl }, { nick: "By hand" }],
      ["another picture", { nick: "Host", faceUrl: "other" }, { faceUrl: "other" }],
      ["an emptied profile", { nick: "", faceUrl: "" }, { nick: "", faceUrl: "" }],
    ] as const)
      it(`sees ${what}, which the next update mends`, () =>
        inWorld({}, async (world) => {
          const resource = await create(world);
          world.becomes(by(profile));
          const host = await world.host();
          const read = await host.read(resource);
          assert.ok(read);
          assert.deepEqual(outputsOf(read), { ...declared, ...found });
          assert.equal((await host.diff(read, declared)).changes, true);
          await host.update(read, declared);
          assert.deepEqual(profileIn(world), { nick: "Host", faceUrl: declared.faceUrl });
          assert.equal((await host.diff((await host.read(read)) ?? read, declared)).changes, false);
        }));

    it("looks at no text that it does not declare, and asks nothing where it declares none", () =>
      inWorld({}, async (world) => {
        const [named, bare] = [
          await create(world, { userId, nick: "Host" }),
          await create(world, { userId }),
        ];
        world.becomes(by({ nick: "Host", faceUrl: "by hand" }));
        const host = await world.host();
        assert.deepEqual(outputsOf((await host.read(bare)) ?? named), { userId });
        assert.equal(world.requests(commands.getProfiles).length, 0);
        assert.deepEqual(outputsOf((await host.read(named)) ?? bare), { userId, nick: "Host" });
      }));

    it("fails, and forgets nothing, when the service refuses the profile or says nothing of it", () =>
      inWorld({ seed: { accounts: [userId] } }, async (world) => {
        const host = await world.host();
        const known = host.known(type, userId, declared);
        for (const errorCode of [40003, 40006]) {
          world.emulator.addFault({ command: commands.getProfiles, kind: "errorCode", errorCode, times: 9 });
          await assert.rejects(host.read(known), new RegExp(`portrait_get: error ${errorCode}`));
          world.emulator.clearFaults();
        }
        for (const kind of ["resetBefore", "resetAfter", "status", "notJson", "truncated"] as const) {
          world.emulator.addFault({ command: commands.getProfiles, kind, times: maxAttempts });
          await assert.rejects(host.read(known), /portrait_get: /);
        }
        assert.ok(await host.read(known));
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

    it("asks for up to 100 profiles in one request, of accounts and chatbots together", () => {
      const [accounts, bots] = [names("bot", 150), names("@RBT#bot", 5)];
      return inWorld({ seed: { accounts, chatbots: bots } }, async (world) => {
        const host = await world.host();
        const all = [...accounts, ...bots];
        await Promise.all(
          all.map((account) =>
            host.read(
              host.known(account.startsWith("@") ? "Chatbot" : type, account, { userId: account, nick: "N" }),
            ),
          ),
        );
        const asked = world
          .requests(commands.getProfiles)
          .map(({ body }) => (body as { To_Account: string[] }).To_Account);
        assert.deepEqual(asked.flat().sort(), [...all].sort());
        assert.ok(asked.every(({ length }) => length <= 100));
        assert.ok(asked.length < all.length / 10, `${asked.length} requests`);
      });
    });

    it("asks for each profile alone when the service refuses all because of one", () =>
      inWorld({ seed: { accounts: some } }, async (world) => {
        const host = await world.host();
        world.emulator.addFault({ command: commands.getProfiles, kind: "errorCode", errorCode: 40003 });
        const found = await Promise.all(
          some.map((account) => host.read(host.known(type, account, { userId: account, nick: "N" }))),
        );
        assert.deepEqual(idsOf(found), some);
      }));

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
            "the answer says nothing about bot-3, so it may or may not exist.",
          ],
        );
      }));
  });
});
