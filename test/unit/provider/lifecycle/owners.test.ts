import assert from "node:assert/strict";
import fc from "fast-check";
import { declarationIn, type Owner, Owners } from "../../../../provider/lifecycle/owners";

const owner = (name: string): Owner => ({ key: name, name });
const [one, other] = [owner("one"), owner("other")];

describe("the owners of a run", () => {
  it("are both named where a second resource declares what a first one has", () => {
    const owners = new Owners();
    assert.equal(owners.claim(one, ["the robot a of group g"]), undefined);
    assert.equal(
      owners.claim(other, ["the robot b of group g", "the robot a of group g"]),
      '"one" and "other" both own the robot a of group g. If one of them gives it up, the other loses it: declare it in only one.',
    );
  });

  it("are named in the order of the program, whichever is checked first", () => {
    const owners = new Owners();
    owners.claim({ ...one, order: 2 }, ["a"]);
    assert.match(owners.claim({ ...other, order: 1 }, ["a"]) ?? "", /^"other" and "one" both own a\./);
  });

  it("are told once of many things, however many", () => {
    const owners = new Owners();
    const robots = Array.from({ length: 5000 }, (_, at) => `the robot ${at} of group g`);
    owners.claim(one, robots);
    assert.match(owners.claim(other, robots) ?? "", /both own the robot 0 of group g, and 4999 more\. /);
  });

  it("may be checked again, with the same inputs or with others", () => {
    const owners = new Owners();
    owners.claim(one, ["a"]);
    assert.equal(owners.claim(one, ["a"]), undefined);
    owners.claim(one, ["b"]);
    assert.equal(owners.claim(other, ["a"]), undefined);
    assert.match(owners.claim(one, ["a"]) ?? "", /^"other" and "one" both own a\./);
  });

  it("are refused for a thing that two declare, and only then, in whichever order they are checked", () => {
    const resources = fc.uniqueArray(
      fc.record({ name: fc.string(), things: fc.uniqueArray(fc.constantFrom(..."abcdefgh")) }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(resources, (all) => {
        const owners = new Owners();
        const refused = all.filter(({ name, things }) => owners.claim(owner(name), things) !== undefined);
        const things = all.flatMap((each) => each.things);
        assert.equal(refused.length > 0, new Set(things).size < things.length);
      }),
    );
  });
});

describe("the declaration of a resource", () => {
  it("is what its class calls it, and no input", () => {
    assert.deepEqual(declarationIn("LiveGroup", { __declaration: "1 show", groupId: "g" }), {
      owner: { key: "LiveGroup show", name: "show", order: 1 },
      inputs: { groupId: "g" },
    });
  });

  it("is of nobody where an older class says nothing", () => {
    assert.equal(declarationIn("LiveGroup", { groupId: "g" }).owner, undefined);
  });
});
