import assert from "node:assert/strict";
import fc from "fast-check";
import { type Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import {
  isSecret,
  plainOf,
  propertiesOf,
  secretOf,
  structOf,
  wireOf,
} from "../../../../provider/plugin/conversions";
import { secretName, stored } from "../../../../provider/plugin/secrets";

/** The inputs that the engine sends: some values, at any depth, are secrets. Each text is in one place alone. */
const inputs = fc.letrec<{ value: Value; object: Value; all: Struct }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.uuid().map(wireOf),
    fc.uuid().map((text) => secretOf(wireOf(text))),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => {
      const list = wireOf([]);
      list.getListValue()?.setValuesList(values);
      return list;
    }),
    tie("object"),
    tie("object").map(secretOf),
  ),
  object: tie("all").map((struct) => new Value().setStructValue(struct)),
  all: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }).map((fields) => {
    const struct = structOf({});
    for (const [key, value] of Object.entries(fields)) struct.getFieldsMap().set(key, value);
    return struct;
  }),
})).all;

/** The texts of a value, those in a secret apart. */
function textsIn(value: Value): { hidden: Set<string>; clear: Set<string> } {
  const found = { hidden: new Set<string>(), clear: new Set<string>() };
  const visit = (each: Value): void => {
    if (isSecret(each)) {
      for (const [text] of JSON.stringify(plainOf(each)).matchAll(/[\w-]{36}/g)) found.hidden.add(text);
      return;
    }
    if (each.hasStringValue()) found.clear.add(each.getStringValue());
    each.getListValue()?.getValuesList().forEach(visit);
    each
      .getStructValue()
      ?.getFieldsMap()
      .forEach((field: Value) => {
        visit(field);
      });
  };
  visit(value);
  return found;
}

const whole = (struct: Struct): Value => new Value().setStructValue(struct);

describe("what goes back to the engine", () => {
  it("has in a secret whatever came in one, at any depth, and is otherwise the same", () => {
    fc.assert(
      fc.property(inputs, (told) => {
        const plain = propertiesOf(told);
        const answer = stored(plain, [], told);
        assert.deepEqual(propertiesOf(answer), plain);
        const { clear } = textsIn(whole(answer));
        for (const text of textsIn(whole(told)).hidden) assert.ok(!clear.has(text));
      }),
    );
  });

  it("has what is no secret in clear, also beside a secret", () => {
    const told = structOf({ groupId: "live", rooms: { a: ["x"], b: ["y"] } });
    const rooms = told.getFieldsMap().get("rooms")?.getStructValue()?.getFieldsMap();
    rooms?.set("b", secretOf(wireOf(["y"])));
    const { clear, hidden } = textsIn(whole(stored(propertiesOf(told), [], told)));
    assert.deepEqual([[...clear], [...hidden]], [["live", "x"], []]);
  });

  it("has what repeats names in a secret where a name is one, and as it was read in the state", () => {
    const secret = structOf({ nick: "Guide", memberAccounts: ["a"] });
    secret.getFieldsMap().set("memberAccounts", secretOf(wireOf(["a"])));
    const isHidden = (answer: Struct): boolean => {
      const added = answer.getFieldsMap().get("added");
      return added !== undefined && isSecret(added);
    };
    const state = { memberAccounts: ["a"], added: { a: 1 } };
    const plain = structOf({ memberAccounts: ["a"] });
    assert.ok(isHidden(stored(state, ["added", "deleted"], secret)));
    assert.ok(!isHidden(stored(state, ["added", "deleted"], plain)));
    const before = stored(state, ["added"], secret);
    assert.ok(isHidden(stored(state, ["added"], plain, before)));
  });

  it("names an input that is a secret, and none that names nobody", () => {
    const told = structOf({ nick: "x", rooms: { a: ["x"] } });
    told.getFieldsMap().set("nick", secretOf(wireOf("x")));
    assert.equal(secretName(told), undefined);
    told
      .getFieldsMap()
      .get("rooms")
      ?.getStructValue()
      ?.getFieldsMap()
      .set("a", secretOf(wireOf(["x"])));
    assert.equal(secretName(told), "rooms");
  });
});
