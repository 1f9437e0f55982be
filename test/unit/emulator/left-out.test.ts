import assert from "node:assert/strict";
import { services } from "../../../emulator/commands";
import type { Command, Context } from "../../../emulator/commands/command";
import type { FieldShape } from "../../../emulator/http/fields";
import { Refusal } from "../../../emulator/model/errors";
import { World } from "../../../emulator/model/world";

const rows = services.flatMap(({ name, commands }) =>
  Object.entries(commands).map(([command, row]) => [`${name}/${command}`, row] as const),
);

type Path = readonly string[];

/** The texts that fit where a shape says in words what a text must look like. */
const fitting: readonly (readonly [says: RegExp, text: string])[] = [
  [/^starting with @RBT#$/, "@RBT#1"],
  [/^AddSource_Type_/, "AddSource_Type_Web"],
  [/^the value from the page before$/, "1"],
];

/** A value that a shape takes. */
function sampleOf({ type, limits, parts }: FieldShape): unknown {
  const said = limits.join(", ");
  const text = fitting.find(([says]) => limits.some((limit) => says.test(limit)))?.[1] ?? "u";
  const values: Readonly<Record<FieldShape["type"], () => unknown>> = {
    Bool: () => true,
    Integer: () => Number(/at least (\d+)/.exec(said)?.[1] ?? /(\d+) to /.exec(said)?.[1] ?? 1),
    "String or Integer": () => text,
    String: () => /one of (\w+)/.exec(said)?.[1] ?? text,
    Array: () => parts.map(([, item]) => sampleOf(item)),
    Object: () => Object.fromEntries(parts.map(([suffix, part]) => [suffix.slice(1), sampleOf(part)])),
  };
  return values[type]();
}

/** Where the fields are that a request may leave out, within lists and objects too. */
function optionalIn(name: string, shape: FieldShape): (readonly [Path, FieldShape])[] {
  const within = shape.parts.flatMap(([suffix, part]) =>
    optionalIn(suffix === "[]" ? "0" : suffix.slice(1), part).map(
      ([path, found]) => [[name, ...path], found] as const,
    ),
  );
  return [...(shape.isRequired ? [] : [[[name], shape] as const]), ...within];
}

/** A copy of a body with another value at a path; undefined leaves the field out. */
function withValue(body: object, path: Path, value: unknown): object {
  const copy = structuredClone(body);
  const last = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key) as object, copy);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return copy;
}

/** What a command does with a body in a service that knows one account: its answer or its refusal, and what it leaves. */
function outcomeOf(command: Command, body: object): object {
  const world = new World();
  world.addAccount("u");
  const settings = {
    listDelaySeconds: 0,
    membersPageSize: 9,
    maxRoomRobots: 9,
    plan: "enterprise",
  } as const;
  const context: Context = { world, settings, nowMs: 0, caller: "administrator" };
  try {
    return { answer: command.run(context, body), world };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message, world };
    throw error;
  }
}

describe("a field that a request may leave out", () => {
  for (const [name, row] of rows) {
    const body = Object.fromEntries(row.fields.map(([field, shape]) => [field, sampleOf(shape)]));

    for (const [path, shape] of row.fields.flatMap(([field, of]) => optionalIn(field, of))) {
      const leftOut = () => outcomeOf(row, withValue(body, path, undefined));

      it(`can be null instead: ${name}, ${path.join(".")}`, () => {
        assert.deepEqual(outcomeOf(row, withValue(body, path, null)), leftOut());
      });

      it(`is looked at when it is given: ${name}, ${path.join(".")}`, () => {
        const wrong = shape.type === "Object" ? [] : {};
        assert.match(JSON.stringify(outcomeOf(row, withValue(body, path, wrong))), / is not /);
      });

      if (shape.type === "String") {
        it(`can be an empty text, which no command refuses: ${name}, ${path.join(".")}`, () => {
          const outcome = JSON.stringify(outcomeOf(row, withValue(body, path, "")));
          assert.doesNotMatch(outcome, new RegExp(`${path.at(-1)} is (empty|malformed|not one of)`));
        });
      }
    }
  }

  it("is left out by an empty text where it takes none", () => {
    const create = rows.find(([name]) => name === "group_open_http_svc/create_group")?.[1];
    assert.ok(create);
    const body = { Type: "Public", Name: "n", GroupId: "g" };
    const empty = { Owner_Account: "", ApplyJoinOption: "", GroupId: "" };
    const { GroupId: _, ...without } = body;
    assert.deepEqual(outcomeOf(create, { ...body, ...empty }), outcomeOf(create, without));
  });
});
