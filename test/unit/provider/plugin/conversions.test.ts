import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  isSecret,
  plainOf,
  propertiesOf,
  secretOf,
  structOf,
  wireOf,
} from "../../../../provider/plugin/conversions";

/** The protobuf library keeps a map's entries in an object, which cannot have such a key. */
const key = fc.string().filter((text) => text !== "__proto__");
const leaf = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(key, tie("json"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const properties = fc.dictionary(key, json, { maxKeys: 5, noNullPrototype: true });

/** What comes out at the other end. */
const sent = (struct: Struct): Struct => Struct.deserializeBinary(struct.serializeBinary());

describe("values on the way to the engine and back", () => {
  it("are what they were", () => {
    fc.assert(fc.property(properties, (all) => assert.deepEqual(propertiesOf(sent(structOf(all))), all)));
  });

  it("are what the protobuf library makes of them", () => {
    fc.assert(
      fc.property(properties, (all) => {
        const other = Struct.fromJavaScript(all as Parameters<typeof Struct.fromJavaScript>[0]);
        assert.deepEqual(propertiesOf(other), all);
        assert.deepEqual(structOf(all).toJavaScript(), other.toJavaScript());
      }),
    );
  });

  it("come out of their secrets, wherever these are and however often", () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 3 }), (value, times) => {
        let wire = wireOf(value);
        for (let time = 0; time < times; time++) wire = secretOf(wire);
        assert.deepEqual([isSecret(wire), plainOf(wire)], [true, value]);
        const list = wireOf([]);
        list.getListValue()?.addValues(wire);
        assert.deepEqual([isSecret(list), plainOf(list)], [false, [value]]);
      }),
    );
  });

  it("lose the properties that are undefined, at any depth, and nothing else", () => {
    const all = { a: undefined, b: null, c: { d: undefined, e: [undefined, 1] } };
    assert.deepEqual(propertiesOf(structOf(all)), { b: null, c: { e: [null, 1] } });
    assert.deepEqual(propertiesOf(undefined), {});
  });

  it("are refused where JSON cannot say them", () => {
    for (const value of [() => {}, 1n, Symbol("x")]) assert.throws(() => wireOf(value), TypeError);
  });
});
