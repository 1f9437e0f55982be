import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  BotFixtures,
  ChatAccount,
  checkDeclared,
  LiveGroupRobots,
  RoomRobot,
  RoomRobots,
} from "../../../provider";

class Part extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Part", name);
  }
}

/** Runs a program under mocks, and gives what it declares. */
async function declaredBy(program: () => void): Promise<pulumi.runtime.MockResourceArgs[]> {
  const declared: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    newResource: (resource) => {
      declared.push(resource);
      return { id: resource.id || resource.name, state: resource.inputs };
    },
    call: () => ({}),
  });
  program();
  await pulumi.runtime.disconnect();
  return declared;
}

const check = async (program: () => void): Promise<void> => checkDeclared(await declaredBy(program));

const hosts = (name: string, account: pulumi.Input<string>, opts: pulumi.CustomResourceOptions = {}) =>
  new LiveGroupRobots(name, { groupId: "live-main", memberAccounts: [account] }, opts);

describe("checkDeclared", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("lets through what a preview would, with resources of other packages", async () => {
    const declared = await declaredBy(() => {
      new Part("part");
      new BotFixtures("bots", {
        accounts: { host: { userId: "bot-host" } },
        liveGroups: { stage: { robots: ["host"] } },
      });
      hosts("hosts", "bot-a");
      hosts("guests", "bot-b");
    });
    assert.equal(declared.length, 6);
    await checkDeclared(declared);
  });

  it("tells that two resources own one robot, in the words of a preview", async () => {
    const twice = (): void => {
      hosts("hosts", "bot-a");
      hosts("guests", "bot-a");
    };
    await assert.rejects(check(twice), {
      message:
        'LiveGroupRobots "guests": "hosts" and "guests" both own the robot bot-a of group live-main. If one of them gives it up, the other loses it: declare it in only one.',
    });
  });

  it("tells of every resource what is wrong: two types with one robot, and two resources with one account", async () => {
    const twice = (): void => {
      new RoomRobot("one", { roomId: "room", memberAccount: "bot-a" });
      new RoomRobots("all", { rooms: { room: ["bot-a"] } });
      new ChatAccount("a", { userId: "bot-a" });
      new ChatAccount("b", { userId: "bot-a" });
    };
    await assert.rejects(check(twice), ({ message }: Error) => {
      assert.match(message, /^RoomRobots? "\w+": "\w+" and "\w+" both own the robot bot-a of room room\. /m);
      assert.match(message, /^ChatAccount "b": "a" and "b" both own the account bot-a\. /m);
      return true;
    });
  });

  it("tells two resources of one name under two parents apart", async () => {
    const twice = (): void => {
      for (const name of ["one", "other"]) hosts("hosts", "bot-a", { parent: new Part(name) });
    };
    await assert.rejects(
      check(twice),
      /"LiveGroupRobots hosts \(\d\)" and "LiveGroupRobots hosts \(\d\)" both own/,
    );
  });

  it("sees an owner whose names are outputs or secrets", async () => {
    const twice = (): void => {
      hosts("hosts", pulumi.output(Promise.resolve("bot-a")));
      hosts("guests", pulumi.secret("bot-a"));
    };
    await assert.rejects(check(twice), /both own the robot bot-a/);
  });

  it("tells wrong inputs", async () => {
    const wrong = (): void => void hosts("hosts", " bot-a");
    await assert.rejects(check(wrong), /^Error: LiveGroupRobots "hosts": memberAccounts\[0\] has a blank/);
  });

  it("starts anew with each call", async () => {
    for (const name of ["hosts", "guests"]) await check(() => void hosts(name, "bot-a"));
  });

  it("counts one robot in two apps as two, and knows the apps of the test's configuration", async () => {
    pulumi.runtime.setAllConfig({ "tencent-chat:apps": JSON.stringify({ staging: {} }) });
    const inApp = (name: string, app: string): LiveGroupRobots =>
      new LiveGroupRobots(name, { app, groupId: "live-main", memberAccounts: ["bot-a"] });
    await check(() => {
      hosts("hosts", "bot-a");
      inApp("staged", "staging");
    });
    await assert.rejects(
      check(() => void inApp("lost", "stagin")),
      /"lost": .*Did you mean "staging"\?/,
    );
  });

  it("does not take a resource that is only read for an owner", async () => {
    await check(() => {
      hosts("hosts", "bot-a");
      LiveGroupRobots.get("there", "live-main");
    });
  });
});
