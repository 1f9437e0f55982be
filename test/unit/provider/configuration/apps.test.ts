import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Configuration,
  explain,
  readConfiguration,
} from "../../../../provider/configuration/configuration";

interface Given {
  /** `tencent-chat:apps`, as an object or as the text that stands there. */
  readonly apps?: unknown;
  /** TENCENT_CHAT_APPS, likewise. */
  readonly inEnvironment?: unknown;
  /** Other keys of the stack, and other variables. */
  readonly stack?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || typeof value === "string" ? value : JSON.stringify(value);

function read(
  app: string | undefined,
  { apps, inEnvironment, stack = {}, environment = {} }: Given,
): Configuration {
  const keys = new Map(Object.entries({ ...stack, apps: textOf(apps) }));
  return readConfiguration(
    (key) => keys.get(key.replace(/^tencent-chat:/, "")),
    { ...environment, TENCENT_CHAT_APPS: textOf(inEnvironment) },
    app,
  );
}

const staging = { sdkAppId: 1400000001, secretKey: "key-of-staging", region: "tokyo" };
const ofTheStack = { sdkAppId: "1400000000", secretKey: "key-of-the-stack", region: "singapore" };

describe("the configuration of a named app", () => {
  it("is an object under its name, with texts, numbers and truths", () => {
    const { client, behaviour, problems, missing } = read("staging", {
      apps: { staging: { ...staging, identifier: "ops", maxAttempts: 2, roomRobotsInMemberList: true } },
    });
    assert.deepEqual([problems, missing], [[], []]);
    assert.deepEqual(client, {
      sdkAppId: 1400000001,
      secretKey: "key-of-staging",
      baseUrl: "https://adminapijpn.im.qcloud.com",
      identifier: "ops",
      requestsPerSecond: 200,
      maxAttempts: 2,
      timeoutSeconds: 10,
      userSigTtlSeconds: 86400,
    });
    assert.equal(behaviour.roomRobotsInMemberList, true);
  });

  it("may be spread over the stack and the environment, key by key, where the stack wins", () => {
    const { client } = read("staging", {
      apps: { staging: { sdkAppId: 1400000001, region: "tokyo" } },
      inEnvironment: { staging: { secretKey: "key-of-staging", region: "seoul" } },
    });
    assert.equal(client?.baseUrl, "https://adminapijpn.im.qcloud.com");
    assert.equal(client?.secretKey, "key-of-staging");
  });

  it("has what makes an app from nowhere else", () => {
    const environment = {
      TENCENT_CHAT_SDK_APP_ID: "1",
      TENCENT_CHAT_SECRET_KEY: "k",
      TENCENT_CHAT_REGION: "china",
      TENCENT_CHAT_IDENTIFIER: "ann",
    };
    const stack = { ...ofTheStack, identifier: "ann" };
    const { client, missing } = read("staging", { apps: { staging: {} }, stack, environment });
    assert.equal(client, undefined);
    assert.deepEqual(
      missing.map((each) => each.split(" ")[0]),
      ["sdkAppId", "secretKey", "region"].map((key) => `tencent-chat:apps.staging.${key}`),
    );
    assert.equal(
      read("staging", { apps: { staging }, stack, environment }).client?.identifier,
      "administrator",
    );
  });

  it("has limits of its own, or else those of the stack and the environment", () => {
    const given = {
      stack: { requestsPerSecond: "50", timeoutSeconds: "5" },
      environment: { TENCENT_CHAT_MAX_ATTEMPTS: "3" },
    };
    const own = read("staging", { ...given, apps: { staging: { ...staging, requestsPerSecond: 7 } } });
    assert.equal(own.client?.requestsPerSecond, 7);
    assert.equal(own.client?.timeoutSeconds, 5);
    assert.equal(own.client?.maxAttempts, 3);
  });

  it("goes to TENCENT_CHAT_ENDPOINT though it has a region, but not to the endpoint of the stack's own app", () => {
    const endpoint = "http://127.0.0.1:8080";
    const apps = { staging, gateway: { ...staging, endpoint: "https://gateway.example.com" } };
    const environment = { TENCENT_CHAT_ENDPOINT: endpoint };
    assert.equal(read("staging", { apps, environment }).client?.baseUrl, endpoint);
    assert.equal(read("gateway", { apps, environment }).client?.baseUrl, "https://gateway.example.com");
    assert.equal(
      read("staging", { apps, stack: { endpoint } }).client?.baseUrl,
      "https://adminapijpn.im.qcloud.com",
    );
  });

  it("is nothing to a resource that names no app", () => {
    const apps = { staging: { secretKey: 7, nonsense: [] } };
    assert.deepEqual(read(undefined, { stack: ofTheStack, apps }), read(undefined, { stack: ofTheStack }));
    assert.deepEqual(
      read(undefined, { stack: ofTheStack, apps: "nonsense" }),
      read(undefined, { stack: ofTheStack }),
    );
  });

  it("counts as not set where it is empty or null", () => {
    const empty = { staging: { sdkAppId: "", secretKey: null } };
    assert.deepEqual(read("staging", { apps: empty }), read("staging", { apps: { staging: {} } }));
    for (const apps of ["", { staging: null }, {}]) {
      assert.deepEqual(read("staging", { apps }), read("staging", {}));
    }
  });

  it("is missing, and not misspelt, where no app is configured at all", () => {
    const { problems, missing } = read("staging", {});
    assert.deepEqual(problems, []);
    assert.equal(missing.length, 3);
  });

  for (const { what, given, problem, app = "staging" } of [
    {
      what: "a name that is near one",
      given: { apps: { production: {} }, inEnvironment: { stagin: {} } },
      problem: '"staging" is no app of this stack. Did you mean "stagin"? The apps: production, stagin.',
    },
    {
      what: "a name that is near none",
      given: { apps: { b: {}, a: {} } },
      problem: '"staging" is no app of this stack. The apps: a, b.',
    },
    {
      what: "a name that every object has",
      given: { apps: { production: {} } },
      app: "constructor",
      problem: '"constructor" is no app of this stack. The apps: production.',
    },
    {
      what: "a text that is no object",
      given: { apps: "staging" },
      problem:
        'the configuration tencent-chat:apps has to be an object with an object for each app, such as {"staging":{"sdkAppId":1400000000}}.',
    },
    {
      what: "a list in the environment",
      given: { inEnvironment: [staging] },
      problem:
        'the environment variable TENCENT_CHAT_APPS has to be an object with an object for each app, such as {"staging":{"sdkAppId":1400000000}}.',
    },
    {
      what: "an app that is no object",
      given: { apps: { staging: "1400000001" } },
      problem:
        "the configuration tencent-chat:apps.staging has to be an object with sdkAppId, secretKey, identifier, region, endpoint, requestsPerSecond, maxAttempts, timeoutSeconds, userSigTtlSeconds, listDelaySeconds, log, roomRobotsInMemberList.",
    },
    {
      what: "a value that is an object",
      given: { apps: { staging: { ...staging, secretKey: { secure: "x" } } } },
      problem:
        "the configuration tencent-chat:apps.staging.secretKey has to be a text, a number, true or false.",
    },
    {
      what: "a value that is wrong",
      given: { inEnvironment: { staging: { ...staging, region: "tokio" } } },
      problem:
        'staging.region in the environment variable TENCENT_CHAT_APPS is not a region (it has 5 characters). Did you mean "tokyo"? The regions: china, singapore, seoul, tokyo, frankfurt, siliconValley, jakarta.',
    },
  ] as readonly {
    readonly what: string;
    readonly given: Given;
    readonly app?: string;
    readonly problem: string;
  }[]) {
    it(`explains ${what}`, () => {
      const { problems, client } = read(app, given);
      assert.deepEqual(problems, [problem]);
      assert.equal(client, undefined);
    });
  }

  it("says of a key that is none which one was meant", () => {
    const { problems } = read("staging", { apps: { staging: { ...staging, secretkey: "x" } } });
    assert.match(
      problems[0] ?? "",
      /^the configuration tencent-chat:apps\.staging\.secretkey is no key of an app\. Did you mean "secretKey"\? An app has sdkAppId, /,
    );
  });

  it("names apps and keys that need quotation marks in a way that Pulumi and JSON know", () => {
    const app = `it's "my".app`;
    const { missing } = read(app, { apps: { [app]: {} } });
    assert.equal(
      missing[0],
      'tencent-chat:apps["it\'s \\"my\\".app"].sdkAppId (`pulumi config set --path \'tencent-chat:apps["it\'\\\'\'s \\"my\\".app"].sdkAppId\' 1400000000`, or ["it\'s \\"my\\".app"].sdkAppId in the environment variable TENCENT_CHAT_APPS)',
    );
    const { problems } = read(app, { inEnvironment: { [app]: { region: "x", "secret.key": "y" } } });
    assert.match(
      problems[0] ?? "",
      /^\["it's \\"my\\".app"\]\["secret\.key"\] in the environment variable TENCENT_CHAT_APPS is no key of an app\. Did you mean "secretKey"\?/,
    );
    assert.match(problems[1] ?? "", /^\["it's \\"my\\".app"\]\.region in .* is not a region/);
  });

  it("names no way to set a key of an app that no path can hold, but the environment", () => {
    const { missing } = read("a\u2028b", {});
    assert.equal(
      missing[0],
      'tencent-chat:apps["a\\u2028b"].sdkAppId (["a\\u2028b"].sdkAppId in the environment variable TENCENT_CHAT_APPS)',
    );
  });

  it("says nothing that acts on a terminal, whatever an app or a key is called", () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'\u2028\u202e\u001b\u009b\n\r."[a') });
    fc.assert(
      fc.property(hostile, hostile, hostile, (app, other, key) => {
        for (const given of [
          { apps: { [other]: { [key]: [] } } },
          { inEnvironment: { [app]: { [key]: "x" } } },
        ]) {
          const configuration = read(app, given);
          for (const text of [...configuration.problems, ...configuration.missing]) {
            assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          }
        }
      }),
    );
  });

  it("quotes no value, no text that is no object, and no key that is like none", () => {
    const secret = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.stringMatching(/^[0-9a-z]{20,70}$/));
    const settings = Object.keys(staging).concat("endpoint", "identifier", "maxAttempts", "log", "nonsense");
    fc.assert(
      fc.property(secret, fc.constantFrom(...settings), (key, setting) => {
        for (const apps of [
          key,
          `{"staging":{"secretKey":"${key}"}`,
          { staging: key },
          { staging: [key] },
          { staging: { [key]: 1 } },
          { staging: { [setting]: `${key} ` } },
          { staging: { [setting]: `http://${key}` } },
          { staging: { [setting]: { [key]: key } } },
        ]) {
          for (const given of [{ apps }, { inEnvironment: apps }]) {
            const told = explain(read("staging", given));
            assert.ok(!told.includes(key.slice(0, 12)), told);
          }
        }
      }),
    );
  });

  it("names no app that is like a SecretKey", () => {
    const key = "5f0c2b1e9a7d4c3f".repeat(4);
    const { problems } = read(key, { apps: { staging: {}, [`1400000000:${key}:administrator`]: {} } });
    assert.deepEqual(problems, [
      '"(looks like a SecretKey)" is no app of this stack. The apps: (looks like a SecretKey), staging.',
    ]);
  });

  it("never throws, and never quotes a SecretKey, whatever is set", () => {
    const secret = fc.stringMatching(/^[a-z0-9]{16}[ \n]?[a-z0-9]{16}$/);
    const anything = fc.dictionary(
      fc.constantFrom("sdkAppId", "region", "endpoint", "other"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, secret, fc.boolean(), (values, secretKey, isCut) => {
        const text = JSON.stringify({ staging: { ...values, secretKey } });
        const apps = isCut ? text.slice(0, -1) : text;
        for (const given of [{ apps }, { inEnvironment: apps }]) {
          assert.ok(!explain(read("staging", given)).includes(secretKey.slice(0, 16)));
        }
      }),
    );
  });
});
