import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bool,
  choice,
  type Field,
  type FieldShape,
  integer,
  list,
  optional,
  printableId,
  record,
  text,
} from "../../../emulator/http/fields";
import { Refusal } from "../../../emulator/model/errors";

const codes = { invalid: 10004, wrongType: 60015, malformed: 10015 } as const;

/** The code and the ErrorInfo that refuse a value, undefined when it is taken. */
function refusalOf(field: Field<unknown>, value: unknown): { code: number; message: string } | undefined {
  try {
    field.read(value, "Field");
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message };
    throw error;
  }
}

const nested = list(record({ Name: text({ ...codes, maxBytes: 3 }), Flag: optional(bool(codes)) }, codes), {
  ...codes,
  maxItems: 2,
  tooMany: 10005,
});

const refused: readonly (readonly [what: string, value: unknown, code: number, where: string])[] = [
  ["no array", {}, 60015, "Field is not an array"],
  ["an empty array", [], 10004, "Field is empty"],
  ["an item too many", [1, 2, 3], 10005, "Field has more than 2 items"],
  ["an item of another type", [[]], 60015, "Field[0] is not an object"],
  ["a missing member", [{}], 10004, "Field[0].Name is missing"],
  ["a member of null", [{ Name: null }], 10004, "Field[0].Name is missing"],
  ["a member that is too long", [{ Name: "abcd" }], 10015, "Field[0].Name is longer"],
  ["an optional member that is wrong", [{ Name: "a", Flag: 1 }], 60015, "Field[0].Flag is not"],
];

/** A value at the edge of what a shape allows, made of what the shape says in words. */
function edgeOf({ type, limits }: FieldShape, beyond: number): unknown {
  const said = limits.join(", ");
  const most = Number(/at most (\d+)/.exec(said)?.[1] ?? /to (\d+)/.exec(said)?.[1] ?? 1);
  if (type === "Integer") return most + beyond;
  return type === "Array" ? Array(most + beyond).fill("a") : "a".repeat(most + beyond);
}

describe("the fields of the emulator's commands", () => {
  for (const [what, value, code, where] of refused) {
    it(`refuse ${what} with ${code}, and say where`, () => {
      const refusal = refusalOf(nested, value);
      assert.equal(refusal?.code, code);
      assert.ok(refusal?.message.includes(where), refusal?.message);
    });
  }

  it("take what is right, leave out what no field reads, and keep what may be missing undefined", () => {
    assert.deepEqual(nested.read([{ Name: "abc", More: 1 }], "Field"), [{ Name: "abc", Flag: undefined }]);
  });

  it("say in their shape what they check, within lists and objects too", () => {
    const member = (shape: Pick<FieldShape, "type" | "codes"> & Partial<FieldShape>): FieldShape => ({
      isRequired: true,
      limits: [],
      parts: [],
      ...shape,
    });
    assert.deepEqual(nested.shape, {
      type: "Array",
      isRequired: true,
      limits: ["not empty", "at most 2 items"],
      codes: [10004, 60015, 10005],
      parts: [
        [
          "[]",
          member({
            type: "Object",
            codes: [10004, 60015],
            parts: [
              [
                ".Name",
                member({
                  type: "String",
                  codes: [10004, 60015, 10015],
                  limits: ["not empty", "at most 3 bytes"],
                }),
              ],
              [".Flag", member({ type: "Bool", codes: [10004, 60015], isRequired: false })],
            ],
          }),
        ],
      ],
    });
  });

  for (const [what, field] of [
    ["a text", text({ ...codes, maxBytes: 12 })],
    ["an ID", printableId({ ...codes, maxBytes: 48 })],
    ["an integer", integer({ ...codes, min: 0, max: 7 })],
    ["a list", list(text(codes), { ...codes, maxItems: 5 })],
  ] as const) {
    it(`take ${what} up to the limit that the shape names, and refuse the next one`, () => {
      assert.equal(refusalOf(field, edgeOf(field.shape, 0)), undefined);
      assert.notEqual(refusalOf(field, edgeOf(field.shape, 1)), undefined);
    });
  }

  it("refuse with no code that their shape does not name, whatever the value", () => {
    const fields = [
      nested,
      text({ ...codes, maxBytes: 3, pattern: { test: /^a/, says: "a first" } }),
      choice(["one", "two"], codes),
      integer({ ...codes, min: 1, max: 3 }),
      bool(codes),
      optional(list(integer({ ...codes, min: 0 }), codes)),
    ];
    const codesIn = (shape: FieldShape): readonly number[] => [
      ...shape.codes,
      ...shape.parts.flatMap(([, part]) => codesIn(part)),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.oneof(fc.jsonValue(), fc.constant(undefined)),
        (field, value) => {
          const refusal = refusalOf(field, value);
          assert.ok(refusal === undefined || codesIn(field.shape).includes(refusal.code));
        },
      ),
    );
  });
});
