import assert from "node:assert/strict";
import fc from "fast-check";
import type { Emulator } from "../../../emulator";
import { UserSigVerifier } from "../../../emulator/http/usersig";
import { Refusal } from "../../../emulator/model/errors";
import type { SignerOptions } from "../../../provider/client/user-sig";
import { accountsIn, emulating, ok, seedOf, stateOf } from "../emulator/support";
import { installedOrSkipped } from "./installation";
import { PythonClient } from "./python-client";
import { admin, anyAdmin, anyTime, signedByClient } from "./support";

const wrong: readonly { what: string; by: Partial<SignerOptions>; code: number }[] = [
  { what: "another key", by: { secretKey: "another" }, code: 70009 },
  { what: "an SDKAppID that is not served", by: { sdkAppId: 1400000001 }, code: 70020 },
  { what: "an identifier that is no admin's", by: { identifier: "eve" }, code: 60010 },
  { what: "a lifetime that is over", by: { userSigTtlSeconds: -1 }, code: 70001 },
];

const world = seedOf({
  accounts: ["alice"],
  groups: {
    work: { type: "Public", members: ["ann", "bob", "cid"] },
    live: { type: "AVChatRoom", members: ["ann"] },
  },
});

describe("a published Python client for the REST API", function () {
  // Only the first run on a machine installs anything.
  this.timeout(240_000);
  let python: PythonClient;

  before(async function () {
    python = await installedOrSkipped(this, PythonClient.install, "Python 3.9 with pip or of its index");
  });

  /** Runs `use` with an emulator that serves the admin. */
  const serving = (use: (emulator: Emulator) => Promise<void>) =>
    emulating({ apps: [admin], seed: world }, (_, emulator) => use(emulator));

  it("deletes members of a group, silently, and reads those that are left", () =>
    serving(async (emulator) => {
      const [deleted, read] = await python.call(
        admin,
        emulator.url,
        ["delete_group_mem", "work", ["ann", "nobody"]],
        ["get_group_mem_info_detail", "work"],
      );
      assert.deepEqual(deleted, ok);
      assert.equal(read?.MemberNum, 2);
      assert.deepEqual(accountsIn(read ?? {}), ["bob", "cid"]);
      assert.deepEqual(stateOf(emulator).groups.work?.members, ["bob", "cid"]);
      const [request] = emulator.requests();
      assert.deepEqual(request?.body, {
        GroupId: "work",
        Silence: 1,
        MemberToDel_Account: ["ann", "nobody"],
      });
    }));

  it("adds, reads and deletes friend lists", () =>
    serving(async ({ url }) => {
      const [added, read, deleted] = await python.call(
        admin,
        url,
        ["add_sns_group", "alice", ["work", "\u5bb6"], []],
        ["get_sns_group", "alice"],
        ["delete_sns_group", "alice", ["\u5bb6"]],
      );
      assert.equal(added?.CurrentSequence, 1);
      const lists = read?.ResultItem as { GroupName: string }[];
      assert.deepEqual(
        lists.map(({ GroupName }) => GroupName),
        ["work", "\u5bb6"],
      );
      assert.deepEqual(deleted, {
        CurrentSequence: 2,
        ActionStatus: "OK",
        ErrorCode: 0,
        ErrorInfo: "0",
        ErrorDisplay: "",
      });
    }));

  it("gets the code for a live group, a group and an account that are not there, and an unknown command", () =>
    serving(async ({ url }) => {
      const answers = await python.call(
        admin,
        url,
        ["delete_group_mem", "live", ["ann"]],
        ["delete_group_mem", "none", ["ann"]],
        ["delete_sns_group", "nobody", ["work"]],
        ["get_group_attr", "work"],
      );
      assert.deepEqual(
        answers.map(({ ErrorCode }) => ErrorCode),
        [10004, 10010, 30003, 60009],
      );
    }));

  for (const { what, by, code } of wrong) {
    it(`is answered ${code} with ${what}`, () =>
      serving(async ({ url }) => {
        const call = ["delete_group_mem", "work", ["ann"]] as const;
        const [answer] = await python.call({ ...admin, ...by }, url, call);
        assert.equal(answer?.ErrorCode, code);
        assert.equal(answer?.ActionStatus, "FAIL");
      }));
  }

  it("signs what the emulator accepts, for any app, key, admin and lifetime", async () => {
    const samples = fc.sample(fc.tuple(anyAdmin, anyTime), 200);
    const seconds = samples.map(([options, timeMs]) => [options, Math.floor(timeMs / 1000)] as const);
    const signed = await python.sign(seconds);
    for (const [index, [{ sdkAppId, secretKey, identifier }, timeMs]] of samples.entries()) {
      const userSig = signed[index] ?? "";
      new UserSigVerifier(sdkAppId, secretKey).verify(userSig, identifier, timeMs);
      assert.throws(
        () => new UserSigVerifier(sdkAppId, `${secretKey}.`).verify(userSig, identifier, timeMs),
        (error) => error instanceof Refusal && error.code === 70009,
      );
    }
  });

  it("reads a UserSig of the client as the one that it signs itself, whatever is signed", async () => {
    const samples = fc.sample(fc.tuple(anyAdmin, anyTime), 200);
    const seconds = samples.map(([options, timeMs]) => [options, Math.floor(timeMs / 1000)] as const);
    const ours = samples.map(([options, timeMs]) => signedByClient(options, timeMs));
    assert.deepEqual(await python.decode(ours), await python.decode(await python.sign(seconds)));
  });
});
