import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { outputsOf, type Resource } from "./support/host";
import { commands, inWorld, maxAttempts, names, type World } from "./support/world";

const type = "Chatbot";
const userId = "@RBT#guide";
const declared = { userId, nick: "Guide", faceUrl: "https://example.com/a.png", selfSignature: "Ask me" };

const create = async (world: World, inputs: object = declared): Promise<Resource> =>
  (await world.host()).create(type, { ...inputs });

const profileIn = ({ state }: World): unknown => state.profiles?.[userId];
const isThere = ({ state }: World): boolean => state.chatbots?.includes(userId) === true;

const shown = { nick: "Guide", faceUrl: "https://example.com/a.png", selfSignature: "Ask me" };

describe("Chatbot, in the SDK's host", () => {
  it("creates the chatbot with its profile", () =>
    inWorld({}, async (world) => {
      const resource = await create(world);
      assert.equal(resource.id, userId);
      assert.deepEqual(outputsOf(resource), declared);
      assert.ok(isThere(world));
      assert.deepEqual(profileIn(world), shown);
    }));

  it("needs one request for a chatbot without a profile", () =>
    inWorld({}, async (world) => {
      await create(world, { userId });
      assert.deepEqual(world.log, ["create_robot"]);
    }));

  it("adopts a chatbot that is there, changes what it declares and leaves the rest of its profile", () =>
    inWorld(
      { seed: { chatbots: [userId], profiles: { [userId]: { nick: "Old", faceUrl: "old" } } } },
      async (world) => {
        await create(world, { userId, nick: "New" });
        assert.deepEqual(profileIn(world), { nick: "New", faceUrl: "old" });
      },
    ));

  it("updates the profile in place by one request, and empties what is declared no more", () =>
    inWorld({}, async (world) => {
      const before = await create(world);
      const sent = world.requests().length;
      const after = await (await world.host()).update(before, { userId, nick: "New" });
      assert.deepEqual(outputsOf(after), { userId, nick: "New" });
      assert.deepEqual(
        world
          .requests()
          .slice(sent)
          .map(({ command }) => command),
        [commands.setProfile],
      );
      assert.deepEqual(profileIn(world), { nick: "New", faceUrl: "", selfSignature: "" });
    }));

  it("says of one too many how many an app takes, and keeps nothing", () =>
    inWorld({ seed: { chatbots: names("@RBT#other", 20) } }, async (world) => {
      const failure = await failureOf(create(world));
      assert.equal(failure.partial, undefined);
      assert.match(failure.message, /create_robot: error 10008, .*An app takes 20 chatbots/);
      assert.equal(isThere(world), false);
    }));

  describe("deleted", () => {
    it("fails where the service refuses a chatbot that is there", () =>
      inWorld({}, async (world) => {
        const resource = await create(world);
        world.emulator.addFault({ command: commands.deleteChatbot, kind: "errorCode", errorCode: 10004 });
        const host = await world.host();
        await assert.rejects(host.delete(resource), /delete_robot: error 10004/);
        await host.delete(resource);
        assert.equal(isThere(world), false);
      }));
  });

  describe("read", () => {
    it("asks once for all chatbots of a refresh, and anew after a change", () =>
      inWorld({ seed: { chatbots: names("@RBT#bot", 4) } }, async (world) => {
        const host = await world.host();
        const all = names("@RBT#bot", 4).map((each) => host.known(type, each, { userId: each }));
        const found = await Promise.all(all.map((each) => host.read(each)));
        assert.equal(found.filter((each) => each !== undefined).length, 4);
        assert.deepEqual(world.log, ["get_all_robots"]);
        const [first] = all;
        assert.ok(first);
        await host.delete(first);
        assert.equal(await host.read(first), undefined);
      }));

    for (const [property, other] of Object.entries({ nick: "By hand", faceUrl: "", selfSignature: "Away" }))
      it(`sees another ${property}, which the next update mends`, () =>
        inWorld({}, async (world) => {
          const resource = await create(world);
          world.becomes({
            chatbots: [userId],
            profiles: { [userId]: { ...shown, [property]: other } },
          });
          const host = await world.host();
          const read = await host.read(resource);
          assert.ok(read);
          assert.deepEqual(outputsOf(read), { ...declared, [property]: other });
          assert.equal((await host.diff(read, declared)).changes, true);
          await host.update(read, declared);
          assert.deepEqual(profileIn(world), shown);
        }));
  });

  for (const kind of ["resetBefore", "resetAfter"] as const) {
    it(`asks again in the next run when the answer about its profile is lost: ${kind}`, () =>
      inWorld({}, async (world) => {
        world.emulator.addFault({ command: commands.setProfile, kind, times: maxAttempts });
        const { resource, message } = await endsHalfWay(type, create(world));
        assert.match(message, /^It is not known whether the chatbot @RBT#guide is as declared; .*2 attempts/);
        assert.deepEqual(outputsOf(resource), { ...declared, unconfirmed: true });
        assert.deepEqual(outputsOf(await (await world.host()).update(resource, declared)), declared);
        assert.deepEqual(profileIn(world), shown);
      }));
  }

  it("keeps a chatbot that was created when its profile is refused, and leaves one as it was that is updated", () =>
    inWorld({}, async (world) => {
      world.emulator.addFault({
        command: commands.setProfile,
        kind: "errorCode",
        errorCode: 40001,
        times: 2,
      });
      const { resource } = await endsHalfWay(type, create(world));
      assert.equal(resource.state.unconfirmed, true);
      const { unconfirmed: _, ...known } = resource.state;
      const failure = await failureOf(
        (await world.host()).update({ ...resource, state: known }, { userId, nick: "New" }),
      );
      assert.equal(failure.partial, undefined);
    }));
});
