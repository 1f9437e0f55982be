import assert from "node:assert/strict";
import { groupTypes } from "../../../../emulator/model/limits";
import { sorted } from "../support";
import { type DocumentFacts, documents, type FieldType } from "./documents";
import { type Stage, sampleBody, staging } from "./scene";

/** Values that are of no field of that type. */
const wrongValues: Readonly<Record<FieldType, readonly unknown[]>> = {
  String: [7, true, ["text"], { text: "text" }],
  Integer: ["1", 0.5, true, [1], { value: 1 }],
  Array: ["text", 7, true, { 0: "text" }, [7], [true], [null], [["text"]], [{}]],
};

/** "Error Codes": a UserID in the body that is not a string. The documents' own codes do for it as well. */
const notAUserId = 60015;

/** Fields of this name hold UserIDs. */
const account = /_Account$/;

describe("the request fields of the documents", () => {
  for (const document of documents) {
    const { title, requestFields, invalidParameter, maxItems = {}, values = {} } = document;
    for (const [name, { type, required }] of Object.entries(requestFields)) {
      if (required) {
        it(`${title}: ${name} has to be there`, () =>
          staging(document, async (stage) => {
            for (const missing of [undefined, null])
              assert.equal(await refusal(stage, document, { [name]: missing }), invalidParameter);
          }));
      } else {
        it(`${title}: ${name} can be left out, null or given`, () =>
          staging(document, async (stage) => {
            for (const { body } of document.sampleRequests)
              for (const missing of [undefined, null])
                assert.equal((await stage.send({ ...body, [name]: missing })).ErrorCode, 0);
            const given = document.sampleRequests.filter(({ body }) => name in body);
            assert.ok(given.length > 0);
            for (const { body } of given) assert.equal((await stage.send(body)).ErrorCode, 0);
          }));
      }

      for (const value of wrongValues[type]) {
        it(`${title}: ${name} cannot be ${JSON.stringify(value)}`, () =>
          staging(document, async (stage) => {
            const code = await refusal(stage, document, { [name]: value });
            const allowed = account.test(name) ? [invalidParameter, notAUserId] : [invalidParameter];
            assert.ok(allowed.includes(code), String(code));
          }));
      }
    }

    for (const [name, max] of Object.entries(maxItems)) {
      it(`${title}: ${name} can have ${max} items, and no more`, () =>
        staging(document, async (stage) => {
          const items = Array.from({ length: max }, (_, index) => `item${index}`);
          assert.equal(await refusal(stage, document, { [name]: [...items, "one more"] }), invalidParameter);
          assert.equal((await stage.send(sampleBody(document, { [name]: items }))).ErrorCode, 0);
        }));
    }

    for (const [name, all] of Object.entries(values)) {
      it(`${title}: ${name} is one of ${all.join(", ")}`, () =>
        staging(document, async (stage) => {
          for (const value of [Math.min(...all) - 1, Math.max(...all) + 1])
            assert.equal(await refusal(stage, document, { [name]: value }), invalidParameter);
          for (const value of all)
            assert.equal((await stage.send(sampleBody(document, { [name]: value }))).ErrorCode, 0);
        }));
    }

    if (document.groupTypes !== undefined) {
      it(`${title}: says of every group type whether it can be worked on`, () => {
        assert.deepEqual(sorted(Object.keys(document.groupTypes ?? {})), sorted(groupTypes));
      });
    }
    for (const [type, isSupported] of Object.entries(document.groupTypes ?? {})) {
      it(`${title}: a group of type ${type} is ${isSupported ? "worked on" : "refused"}`, () =>
        staging(document, async (stage) => {
          stage.seed({ groups: { another: { type: type as (typeof groupTypes)[number] } } });
          const { ErrorCode } = await stage.send(sampleBody(document, { GroupId: "another" }));
          assert.equal(ErrorCode === 0, isSupported);
          assert.ok(isSupported || document.errorCodes.includes(ErrorCode), String(ErrorCode));
        }));
    }
  }
});

/** Sends the sample with some fields changed: it has to fail and to change nothing. Gives the code. */
async function refusal(
  stage: Stage,
  document: DocumentFacts,
  changes: Readonly<Record<string, unknown>>,
): Promise<number> {
  const before = stage.state();
  const { ErrorCode, ActionStatus } = await stage.send(sampleBody(document, changes));
  assert.equal(ActionStatus, "FAIL");
  assert.deepEqual(stage.state(), before);
  return ErrorCode;
}
