import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, textOf } from "../support/markdown";
import { assertNoSecretsInFiles } from "../support/secrets";
import { Example, exampleNames, manifestOf, repository } from "./support/example";
import { hasYaml } from "./support/pulumi";

/** What each group or room of an app holds. */
type Robots = Readonly<Record<string, readonly string[]>>;

describe("the examples", () => {
  /** Opens a copy for one test, which has to run every command of its README. */
  const following = (name: string, steps: (example: Example) => Promise<void>) => async (): Promise<void> => {
    const example = await Example.open(name);
    try {
      await steps(example);
      assert.ok(example.finished, "the README has commands that were not run");
    } finally {
      await example.close();
    }
  };

  it(
    "quick-start: shows what its README says, and takes it away again",
    following("quick-start", async (example) => {
      await example.next();
      const [shown = ""] = blocksOf("examples/quick-start/README.md", "json");
      assert.deepEqual(await example.state(), JSON.parse(shown));
      await example.next();
      assert.deepEqual(await example.robots(), { "live-main": [], "room-standup": [] });
    }),
  );

  it(
    "plain-javascript: puts its robots into rooms, and takes them out again",
    following("plain-javascript", async (example) => {
      await example.next();
      assert.deepEqual(await example.robots(), {
        "room-retro": ["bot-minutes", "bot-timer"],
        "room-standup": ["bot-minutes"],
      });
      await example.next();
      assert.deepEqual(await example.robots(), { "room-retro": [], "room-standup": [] });
    }),
  );

  for (const name of ["three-environments", ...(hasYaml ? ["yaml"] : [])])
    it(
      `${name}: gives each app its own robots, and writes its SecretKey into no file in clear`,
      following(name, async (example) => {
        const environments = ["dev", "staging", "production"];
        const robots = async (): Promise<Robots[]> =>
          await Promise.all([1400000001, 1400000002, 1400000003].map((app) => example.robots(app)));
        await example.next();
        assert.deepEqual(await robots(), [
          { "live-dev": ["bot-welcome"] },
          {
            "live-staging": [
              ...["bot-moderator", "bot-trivia"],
              ...(name === "yaml" ? [] : ["bot-viewer-1", "bot-viewer-2", "bot-viewer-3"]),
              "bot-welcome",
            ],
          },
          { "live-main": ["bot-moderator", "bot-welcome"] },
        ]);
        assertNoSecretsInFiles(
          [".pulumi", ...environments.map((name) => `Pulumi.${name}.yaml`)].map((file) =>
            join(example.folder, file),
          ),
          environments.map((name) => `secret-key-of-${name}`),
        );
        await example.next();
        assert.deepEqual(await robots(), [{ "live-dev": [] }, { "live-staging": [] }, { "live-main": [] }]);
      }),
    );

  (hasYaml ? it : it.skip)(
    "import: makes a program of what is there, which changes nothing, and can take it away",
    following("import", async (example) => {
      const before = await example.state();
      await example.next();
      assert.deepEqual(await example.state(), before);
      assert.match(
        readFileSync(join(example.folder, "Main.yaml"), "utf8"),
        /type: tencent-chat:LiveRoomRobots\s+properties:\s+memberAccounts:\s+- bot-host\s+roomId: show/,
      );
      await example.next();
      assert.ok((await example.state())[1400000000]?.accounts.includes("bot-host"));
      assert.deepEqual(await example.robots(), { "live-main": [], "room-standup": [], show: [] });
    }),
  );

  it(
    "several-apps: puts the robots of each app into its own group of the same ID",
    following("several-apps", async (example) => {
      const robots = async (): Promise<Robots[]> =>
        await Promise.all([1400000001, 1400000002].map((app) => example.robots(app)));
      await example.next();
      assert.deepEqual(await robots(), [
        { "live-main": ["bot-moderator", "bot-translator", "bot-welcome"] },
        { "live-main": ["bot-moderator", "bot-welcome"] },
      ]);
      assertNoSecretsInFiles(
        [".pulumi", "Pulumi.production.yaml"].map((file) => join(example.folder, file)),
        ["asia", "europe"].map((name) => `secret-key-of-${name}`),
      );
      await example.next();
      assert.deepEqual(await robots(), [{ "live-main": [] }, { "live-main": [] }]);
    }),
  );

  it(
    "pull-request: makes a group that ends with its pull request, and leaves nothing else behind",
    following("pull-request", async (example) => {
      const before = await example.state();
      await example.next();
      await example.next();
      const { stdout } = await example.run('printf "$CHAT_GROUP_ID"');
      assert.equal(stdout, "live-pr-128");
      const hosts = ["bot-moderator", "bot-welcome"];
      assert.deepEqual(await example.robots(), { "live-main": hosts, "live-pr-128": hosts });
      // Each job of a pipeline begins with a fresh checkout.
      rmSync(join(example.folder, "Pulumi.pr-128.yaml"));
      await example.next();
      assert.deepEqual(await example.state(), before);
      assert.doesNotMatch(await example.next(), /pr-128/);
    }),
  );

  it(
    "load-test-clean-up: cleans up once for each load test, and at no other time",
    following("load-test-clean-up", async (example) => {
      const left = async (): Promise<unknown> => {
        const { groups, friendLists } = (await example.state())[1400000000] ?? assert.fail();
        return [groups.team?.members, friendLists.alice];
      };
      const [asLoadTestLeftIt, cleanedUp] = [
        [
          ["alice", "bob", "load-1", "load-2", "load-3"],
          ["family", "load-test"],
        ],
        [["alice", "bob"], ["family"]],
      ];
      const said = await example.next();
      assert.deepEqual(await left(), cleanedUp);
      const [outputs = ""] = blocksOf("examples/load-test-clean-up/README.md", "text");
      assert.ok(said.includes(outputs), said);
      assert.match(said, /will remove from group team: load-1, load-2, load-3/);
      await example.next();
      assert.deepEqual(await left(), asLoadTestLeftIt);
      await example.next();
      assert.deepEqual(await left(), cleanedUp);
      const before = await example.requested();
      await example.next();
      assert.deepEqual(await example.requested(), before);
    }),
  );
});

describe("the folder of an example", () => {
  const { version, devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    version: string;
    devDependencies: Readonly<Record<string, string>>;
  };
  const majorOf = (wanted: string | undefined): string | undefined => /\d+/.exec(wanted ?? "")?.[0];
  const tarball = `file:../pulumi-tencent-chat/pulumi-tencent-chat-${version}.tgz`;

  for (const name of exampleNames) {
    it(`is a project that \`npm install\` completes, with what is tested: ${name}`, () => {
      const manifest = manifestOf(name);
      const { "pulumi-tencent-chat": own, ...others } = manifest.dependencies;
      assert.deepEqual([manifest.name, own], [name, tarball]);
      for (const [dependency, wanted] of Object.entries(others)) {
        assert.equal(majorOf(wanted), majorOf(devDependencies[dependency]), dependency);
      }
    });

    it(`is in the table of examples/README.md: ${name}`, () => {
      assert.ok(textOf("examples/README.md").includes(`| [${name}](${name}/README.md) |`));
    });
  }
});
