import assert from "node:assert/strict";
import fc from "fast-check";
import { listOf } from "../../../../provider/lifecycle/collection-rules";
import {
  canonicalJson,
  changedProperties,
  checkInputs,
  type Fields,
  isAbsent,
  isUnknown,
} from "../../../../provider/lifecycle/inputs";
import { boolean, groupId, text, triggers, userId } from "../../../../provider/lifecycle/rules";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A field of every kind that the resources have. */
const fields: Fields = {
  groupId: { rule: groupId },
  memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
  silence: { rule: boolean, optional: true, default: false },
  reason: { rule: text, optional: true },
  triggers: { rule: triggers, optional: true },
};

const name = fc.string({ minLength: 1, maxLength: 32, unit: fc.constantFrom(..."abcXYZ019-_@#") });
const inputs = fc.record(
  {
    groupId: name,
    memberAccounts: fc.array(name, { minLength: 1, maxLength: 8 }),
    silence: fc.boolean(),
    reason: fc.string(),
    triggers: fc.jsonValue(),
  },
  { requiredKeys: ["groupId", "memberAccounts"] },
);
/** Values that the engine could hand over, unknown ones among them. */
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(unknown, null, "", "a", 0, -1.5, true, false),
    fc.string(),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")),
  ),
})).value;
const properties = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(fields)), fc.string()), anyValue);

/** The same elements, some of them more than once, in another order. */
const otherWritingOf = (list: readonly string[]): fc.Arbitrary<string[]> =>
  fc
    .array(fc.constantFrom(...list))
    .chain((again) => fc.shuffledSubarray([...list, ...again], { minLength: list.length + again.length }));

describe("checkInputs", () => {
  it("accepts what is right, and gives it back as it is: the order of a list is the program's", () => {
    fc.assert(
      fc.property(inputs, (news) => {
        const { inputs: checked, failures } = checkInputs(fields, news);
        assert.deepEqual(failures, []);
        assert.deepEqual({ triggers: null, ...checked }, { triggers: null, ...news });
      }),
    );
  });

  it("changes nothing that it has given back", () => {
    fc.assert(
      fc.property(properties, (news) => {
        const once = checkInputs(fields, news).inputs ?? {};
        assert.deepEqual(checkInputs(fields, once).inputs, once);
      }),
    );
  });

  it("takes any values at all without throwing, and never lets an unknown one fail", () => {
    fc.assert(
      fc.property(properties, (news) => {
        for (const { property, reason } of checkInputs(fields, news).failures ?? []) {
          assert.ok(reason.startsWith(property), reason);
        }
        const allUnknown = Object.fromEntries(Object.keys(fields).map((key) => [key, unknown]));
        const unknowns = Object.fromEntries(
          Object.keys(news)
            .filter((key) => Object.hasOwn(fields, key))
            .map((key) => [key, unknown]),
        );
        assert.deepEqual(checkInputs(fields, { ...allUnknown, ...unknowns }).failures, []);
      }),
    );
  });

  it("does not report the SDK's own property, and leaves it to the SDK", () => {
    const { inputs: checked, failures } = checkInputs(fields, {
      groupId: "g",
      memberAccounts: ["a"],
      __provider: "text",
    });
    assert.deepEqual(failures, []);
    assert.deepEqual(checked, { groupId: "g", memberAccounts: ["a"] });
  });

  it("lets nothing that a failure repeats act on a terminal", () => {
    const hostile = "\u001b[2J\u202e\u2028";
    const news = { groupId: hostile, memberAccounts: [hostile], triggers: 1, [hostile]: 1 };
    const { failures = [] } = checkInputs(fields, news);
    assert.equal(failures.length, 3);
    for (const { property, reason } of failures) {
      assert.doesNotMatch(property + reason, /[\p{Cc}\p{Cf}\p{Zl}]/u);
    }
  });

  it("leaves its argument as it was", () => {
    const memberAccounts = Object.freeze(["b", "a"]);
    checkInputs(fields, Object.freeze({ groupId: "g", memberAccounts }));
    assert.deepEqual(memberAccounts, ["b", "a"]);
  });
});

describe("changedProperties", () => {
  it("finds no change between a state and itself", () => {
    fc.assert(
      fc.property(inputs, (state) => {
        assert.deepEqual(changedProperties(fields, state, structuredClone(state)), []);
      }),
    );
  });

  it("finds no change in the order and repetition of a set", () => {
    const both = inputs.chain((state) => fc.tuple(fc.constant(state), otherWritingOf(state.memberAccounts)));
    fc.assert(
      fc.property(both, ([state, memberAccounts]) => {
        assert.deepEqual(changedProperties(fields, state, { ...state, memberAccounts }), []);
        assert.deepEqual(changedProperties(fields, { ...state, memberAccounts }, state), []);
      }),
    );
  });

  it("finds the same from either side", () => {
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        assert.deepEqual(changedProperties(fields, one, other), changedProperties(fields, other, one));
      }),
    );
  });

  it("finds a set changed exactly when its elements are others", () => {
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        const differ =
          new Set([...one.memberAccounts, ...other.memberAccounts]).size !==
            new Set(one.memberAccounts).size ||
          new Set(one.memberAccounts).size !== new Set(other.memberAccounts).size;
        assert.equal(changedProperties(fields, one, other).includes("memberAccounts"), differ);
      }),
    );
  });

  it("counts an unknown value anywhere as a change, and never throws", () => {
    fc.assert(
      fc.property(properties, properties, (olds, news) => {
        const changed = changedProperties(fields, olds, news);
        for (const key of Object.keys(fields)) {
          if (JSON.stringify(news[key])?.includes(unknown)) assert.ok(changed.includes(key), key);
        }
      }),
    );
  });

  it("takes absent, undefined and null for the same, and for the default", () => {
    const state = { groupId: "g", memberAccounts: ["a"] };
    for (const silence of [undefined, null, false]) {
      assert.deepEqual(changedProperties(fields, state, { ...state, silence, reason: null }), []);
    }
    assert.deepEqual(changedProperties(fields, state, { ...state, silence: true }), ["silence"]);
    assert.deepEqual(changedProperties(fields, { ...state, silence: true }, state), ["silence"]);
    assert.deepEqual(changedProperties(fields, state, { ...state, reason: "" }), ["reason"]);
  });

  it("looks at declared properties only", () => {
    const state = { groupId: "g", memberAccounts: ["a"] };
    assert.deepEqual(
      changedProperties(fields, { ...state, added: [{ at: 1 }] }, { ...state, __provider: "x" }),
      [],
    );
  });
});

describe("canonicalJson", () => {
  it("is the same for every order of keys, and tells values apart as JSON does", () => {
    assert.equal(canonicalJson({ b: [{ d: 1, c: 2 }], a: null }), '{"a":null,"b":[{"c":2,"d":1}]}');
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        assert.deepEqual(JSON.parse(canonicalJson(one)), JSON.parse(JSON.stringify(one)));
        const same = canonicalJson(one) === canonicalJson(other);
        assert.equal(same, canonicalJson(JSON.parse(JSON.stringify(one))) === canonicalJson(other));
      }),
    );
    assert.equal(canonicalJson(undefined), "");
  });
});

describe("isUnknown and isAbsent", () => {
  it("know the engine's sentinel, and what is not there", () => {
    assert.deepEqual([unknown, `${unknown} `, null, [unknown]].map(isUnknown), [true, false, false, false]);
    assert.deepEqual([undefined, null, "", 0, false].map(isAbsent), [true, true, false, false, false]);
  });
});
