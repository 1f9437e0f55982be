import assert from "node:assert/strict";
import fc from "fast-check";
import { explain, readConfiguration } from "../../../../provider/configuration/configuration";

type Texts = Readonly<Record<string, string>>;

const credentials: Texts = { sdkAppId: "1400000000", secretKey: "a-secret-key", region: "singapore" };

/** Each key: its environment variable, a good value, and what becomes of it. */
const keys: readonly {
  readonly key: string;
  readonly variable: string;
  readonly text: string;
  readonly value: unknown;
  /** What it is called where it ends up. @default the key */
  readonly setting?: string;
  readonly wrong: readonly string[];
}[] = [
  {
    key: "sdkAppId",
    variable: "SDK_APP_ID",
    text: "1600000000",
    value: 1600000000,
    wrong: ["0", "-1", "1.5", "x", "4294967296", " 1"],
  },
  {
    key: "secretKey",
    variable: "SECRET_KEY",
    text: "other-key",
    value: "other-key",
    wrong: ["a b", "key\n"],
  },
  {
    key: "identifier",
    variable: "IDENTIFIER",
    text: "admin2",
    value: "admin2",
    wrong: ["a b", "x".repeat(33)],
  },
  {
    key: "requestsPerSecond",
    variable: "REQUESTS_PER_SECOND",
    text: "0.5",
    value: 0.5,
    wrong: ["0", "10001", "x", "NaN", "Infinity", " "],
  },
  { key: "maxAttempts", variable: "MAX_ATTEMPTS", text: "1", value: 1, wrong: ["0", "21", "1.5", "x"] },
  { key: "timeoutSeconds", variable: "TIMEOUT_SECONDS", text: "2.5", value: 2.5, wrong: ["0", "301", "x"] },
  {
    key: "userSigTtlSeconds",
    variable: "USER_SIG_TTL_SECONDS",
    text: "3600",
    value: 3600,
    wrong: ["59", "1576800001", "1e4"],
  },
  {
    key: "listDelaySeconds",
    variable: "LIST_DELAY_SECONDS",
    text: "0",
    value: 0,
    wrong: ["-1", "86401", "x"],
  },
  {
    key: "log",
    variable: "LOG",
    text: "debug",
    value: true,
    setting: "logsRequests",
    wrong: ["on", "true", "DEBUG"],
  },
  {
    key: "roomRobotsInMemberList",
    variable: "ROOM_ROBOTS_IN_MEMBER_LIST",
    text: "true",
    value: true,
    wrong: ["yes", "1", "True"],
  },
];

const read = (stack: Texts, environment: Texts = {}) =>
  readConfiguration(
    (key) => new Map(Object.entries(stack)).get(key.replace(/^tencent-chat:/, "")),
    environment,
  );

/** The value of a setting, wherever it ends up. */
function settingOf(setting: string, stack: Texts, environment: Texts = {}): unknown {
  const { client, behaviour } = read({ ...credentials, ...stack }, environment);
  return new Map<string, unknown>(Object.entries({ ...client, ...behaviour })).get(setting);
}

describe("readConfiguration", () => {
  it("has a default for everything but the credentials and the region", () => {
    assert.deepEqual(read(credentials), {
      problems: [],
      missing: [],
      behaviour: { listDelaySeconds: 60, logsRequests: false, roomRobotsInMemberList: false },
      client: {
        sdkAppId: 1400000000,
        secretKey: "a-secret-key",
        baseUrl: "https://adminapisgp.im.qcloud.com",
        identifier: "administrator",
        requestsPerSecond: 200,
        maxAttempts: 5,
        timeoutSeconds: 10,
        userSigTtlSeconds: 86400,
      },
    });
  });

  for (const { key, variable, text, value, wrong, setting = key } of keys) {
    const name = `TENCENT_CHAT_${variable}`;
    const { [key]: _, ...others } = credentials;

    describe(key, () => {
      it("comes from the stack's configuration", () => {
        assert.deepEqual(settingOf(setting, { [key]: text }), value);
      });

      it(`comes from ${name} where the stack does not set it`, () => {
        const { client, behaviour } = read(others, { [name]: text });
        assert.deepEqual(
          new Map<string, unknown>(Object.entries({ ...client, ...behaviour })).get(setting),
          value,
        );
      });

      it(`comes from the stack where both set it, even if ${name} is wrong`, () => {
        assert.deepEqual(settingOf(setting, { [key]: text }, { [name]: wrong[0] ?? "" }), value);
        assert.deepEqual(read({ ...credentials, [key]: text }, { [name]: wrong[0] ?? "" }).problems, []);
      });

      it("counts as not set when it is empty", () => {
        assert.deepEqual(read({ ...others, [key]: "" }), read(others));
      });

      for (const bad of wrong) {
        it(`may not be ${JSON.stringify(bad)}, and the problem names its place`, () => {
          const { problems, client } = read({ ...credentials, [key]: bad });
          assert.equal(client, undefined);
          assert.equal(problems.length, 1);
          assert.ok(problems[0]?.startsWith(`the configuration tencent-chat:${key} `), problems[0]);
          const inEnvironment = read(others, { [name]: bad }).problems;
          assert.equal(inEnvironment.length, 1);
          assert.ok(inEnvironment[0]?.startsWith(`the environment variable ${name} `), inEnvironment[0]);
        });
      }
    });
  }

  it("knows the host of every region", () => {
    const hosts = ["china", "singapore", "seoul", "tokyo", "frankfurt", "siliconValley", "jakarta"].map(
      (region) => settingOf("baseUrl", { region }),
    );
    assert.equal(new Set(hosts).size, 7);
    assert.equal(hosts[0], "https://console.tim.qq.com");
  });

  describe("endpoint", () => {
    for (const [text, baseUrl] of [
      ["https://gateway.example.com", "https://gateway.example.com"],
      ["https://gateway.example.com:8443/chat/", "https://gateway.example.com:8443/chat"],
      ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
      ["http://localhost:8080/", "http://localhost:8080"],
      ["http://[::1]:8080", "http://[::1]:8080"],
    ] as const) {
      it(`may be ${text}, and stands in place of a region`, () => {
        assert.equal(settingOf("baseUrl", { endpoint: text }), baseUrl);
        assert.equal(settingOf("baseUrl", { region: "", endpoint: text }), baseUrl);
        assert.equal(settingOf("baseUrl", {}, { TENCENT_CHAT_ENDPOINT: text }), baseUrl);
      });
    }

    for (const text of [
      "gateway.example.com",
      "gateway.example.com:443",
      "ftp://gateway.example.com",
      "http://gateway.example.com",
      "http://127.0.0.1.example.com",
      "http://localhost.example.com",
      "http://10.0.0.1",
      "https://gateway.example.com/?a=b",
      "https://gateway.example.com/#a",
    ]) {
      it(`may not be ${text}, though a region is set`, () => {
        const { problems, client } = read({ ...credentials, endpoint: text });
        assert.match(
          problems[0] ?? "",
          /^the configuration tencent-chat:endpoint .* It has to be a base URL such as/,
        );
        assert.equal(client, undefined);
      });
    }

    it("may not hold a password, which the problem does not quote", () => {
      const { problems } = read({
        ...credentials,
        endpoint: "https://user:hunter2hunter2@gateway.example.com",
      });
      assert.match(problems[0] ?? "", /holds a user name or password/);
      assert.doesNotMatch(problems[0] ?? "", /hunter2/);
    });
  });

  for (const [key, text, says] of [
    [
      "region",
      "singapur",
      /is not a region \(it has 8 characters\)\. Did you mean "singapore"\? The regions: china, /,
    ],
    ["endpoint", "http://chat.example.com", /is plain http, which is for loopback/],
    ["endpoint", "chat.example.com", /is not a URL\. It has to be a base URL such as https:/],
    ["sdkAppId", "14e8", /is not a whole number from 1 to 4294967295 \(it has 4 characters\)\.$/],
    ["maxAttempts", "21", /is not a whole number from 1 to 20 \(it has 2 characters\)\.$/],
    ["roomRobotsInMemberList", "yes", /is not true or false \(it has 3 characters\)\.$/],
  ] as const) {
    it(`says of ${key} what it has to be, where it is ${text}`, () => {
      assert.match(read({ ...credentials, [key]: text }).problems.join("\n"), says);
    });
  }

  it("names all that is missing and all that is wrong at once", () => {
    const { missing, problems } = read({ maxAttempts: "0", timeoutSeconds: "x" });
    assert.deepEqual(
      missing.map((each) => each.split(" ")[0]),
      ["tencent-chat:sdkAppId", "tencent-chat:secretKey", "tencent-chat:region"],
    );
    assert.equal(problems.length, 2);
  });

  it("quotes no value of any key, which may be a SecretKey by mistake", () => {
    const known = [...Object.keys(credentials), ...keys.map(({ key }) => key), "endpoint"];
    const secret = fc.oneof(
      fc.stringMatching(/^[0-9a-f]{64}$/),
      fc.stringMatching(/^[A-Za-z0-9+/]{20,60}$/),
      fc.stringMatching(/^\d{16,40}$/),
    );
    const around = fc.constantFrom(
      (key: string) => key,
      (key: string) => `${key} `,
      (key: string) => `\t${key}`,
      (key: string) => `1400000000:${key}:administrator`,
      (key: string) => `http://${key}`,
      (key: string) => `http://gateway.example.com/${key}`,
      (key: string) => `https://gateway.example.com/?key=${key}`,
      (key: string) => `https://gateway.example.com/#${key}`,
      (key: string) => `https://admin:${key}@gateway.example.com`,
      (key: string) => `https://${key}@gateway.example.com`,
      (key: string) => `ftp://gateway.example.com/${key}`,
      (key: string) => `https://gateway.example.com:${key}`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...known), secret, around, fc.boolean(), (key, value, write, isInStack) => {
        const setting = keys.find((each) => each.key === key)?.variable ?? key.toUpperCase();
        const told = explain(
          isInStack
            ? read({ ...credentials, [key]: write(value) })
            : read({}, { [`TENCENT_CHAT_${setting}`]: write(value) }),
        );
        assert.ok(!told.includes(value.slice(0, 12)), told);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes no endpoint that has a SecretKey in it, since messages name the address", () => {
    const key = "5f0c2b1e9a7d4c3f".repeat(4);
    for (const endpoint of [`https://${key}.example.com`, `https://gateway.example.com/${key}/chat`]) {
      const { problems, client } = read({ ...credentials, endpoint });
      assert.match(
        problems[0] ?? "",
        /^the configuration tencent-chat:endpoint holds what looks like a SecretKey/,
      );
      assert.equal(client, undefined);
    }
  });

  it("never throws, and never quotes a SecretKey, whatever is set", () => {
    const known = [...Object.keys(credentials), ...keys.map(({ key }) => key), "endpoint"];
    const stack = fc.dictionary(fc.constantFrom(...known), fc.string());
    const secret = fc.stringMatching(/^[a-z0-9]{16}[ \n]?[a-z0-9]{16}$/);
    fc.assert(
      fc.property(stack, secret, (texts, secretKey) => {
        const configuration = read({ ...texts, secretKey });
        assert.ok(!explain(configuration).includes(secretKey.slice(0, 16)));
      }),
    );
  });
});

describe("explain", () => {
  it("says what is wrong before what is missing", () => {
    const text = explain(read({ sdkAppId: "x", region: "singapore" }));
    assert.match(
      text,
      /^Tencent Cloud Chat cannot be called\. the configuration tencent-chat:sdkAppId is not a whole number .*Not set: .*secretKey/,
    );
  });
});
