import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { configurationPath, pathOption } from "../../../../provider/configuration/path";
import { commandToHide } from "../../../../provider/configuration/secret-key";

/** The names of a path as Pulumi's `ParsePropertyPathStrict` reads them. */
function parsed(path: string): string[] {
  const names: string[] = [];
  for (let rest = path; rest !== ""; ) {
    if (rest.startsWith("[")) {
      const [whole = assert.fail(rest), name = ""] = /^\["((?:\\"|[^"])*)"\]/.exec(rest) ?? [];
      names.push(name.replaceAll('\\"', '"'));
      rest = rest.slice(whole.length);
    } else {
      const [whole = assert.fail(rest), name = ""] = /^\.?([^.[]+)/.exec(rest) ?? [];
      names.push(name);
      rest = rest.slice(whole.length);
    }
  }
  return names;
}

/** The words of a line as a shell reads them. */
function wordsOf(line: string): string[] {
  const print = 'for word in "$@"; do printf "%s\\0" "$word"; done';
  const said = execFileSync("sh", ["-c", `set -- ${line}\n${print}`], { encoding: "utf8" });
  return said.split("\0").slice(0, -1);
}

const difficult = [
  "",
  ..."my.app it's a[0] a] eu:west $HOME `id` $(id) !! * #1 -x -- ~ a\\b приложение __proto__ 0".split(" "),
  "a b",
  'say "hi"',
  "'; id; '",
  "直播 🤖",
];
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...`."'\\[]$\`!*#:;&|<>(){} ~-_a0`),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

describe("a path of the configuration", () => {
  it("has a plain name as it is, and any other in brackets", () => {
    assert.equal(
      configurationPath("tencent-chat:apps", "staging", "region"),
      "tencent-chat:apps.staging.region",
    );
    assert.equal(configurationPath("tencent-chat:apps", "my.app"), 'tencent-chat:apps["my.app"]');
    assert.equal(configurationPath("", "my.app", "region"), '["my.app"].region');
    assert.equal(configurationPath("", "staging", 'a"b'), 'staging["a\\"b"]');
  });

  for (const name of difficult) {
    it(`names the app ${JSON.stringify(name)} to Pulumi, through a shell`, () => {
      const [flag, path = "", ...more] = wordsOf(pathOption(name, "secretKey") ?? assert.fail());
      assert.deepEqual([flag, more], ["--path", []]);
      assert.deepEqual(parsed(path), ["tencent-chat:apps", name, "secretKey"]);
    });
  }

  it("names every app that it names at all, and so that no character acts on a terminal", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const option = pathOption(name, "secretKey");
        if (option === undefined) {
          assert.match(name, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|\\("|$)/u);
          return;
        }
        assert.doesNotMatch(option, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.deepEqual(parsed(option.slice("--path '".length, -1).replaceAll("'\\''", "'")), [
          "tencent-chat:apps",
          name,
          "secretKey",
        ]);
      }),
    );
  });

  it("is none where Pulumi has no way to write the name, or nobody could copy it", () => {
    for (const name of ['a\\"b', "a\\", "a\nb", "a\u2028b", "a\u202eb", "a\u009bb"]) {
      assert.equal(pathOption(name, "secretKey"), undefined);
      assert.equal(commandToHide(name), "pulumi config set --secret tencent-chat:apps");
    }
  });
});
