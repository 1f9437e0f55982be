import assert from "node:assert/strict";
import { findCommand } from "../../../../emulator/commands";
import { sorted } from "../support";
import { type DocumentFacts, documents, fieldTypeOf, type Json } from "./documents";
import { sampleBody, staging } from "./scene";

/** What is made up anew for each answer: its form is compared, not its value. */
const forms: Readonly<Record<string, RegExp>> = { RequestId: /^Id-[0-9a-f]{32}-O-Seq-\d+$/ };

describe("the samples of the documents", () => {
  it("are those of five documents", () => {
    assert.equal(documents.length, 5);
  });

  for (const document of documents) {
    describe(document.title, () => {
      it("is the document that the emulator names for the command, with its call frequency", () => {
        const command = findCommand(document.command);
        assert.equal(command?.document, document.title);
        assert.equal(command?.callsPerSecond, document.callsPerSecond);
      });

      it("describes each field of its own samples", () => {
        for (const { body } of document.sampleRequests)
          for (const [name, value] of Object.entries(body))
            assert.equal(fieldTypeOf(value), document.requestFields[name]?.type, name);
        assertTyped(document.sampleResponse, document);
      });

      for (const { what, body } of document.sampleRequests) {
        it(`is answered field by field as its sample response says: ${what}`, () =>
          staging(document, async (stage) => {
            const answer = await stage.send(body);
            assertTyped(answer, document);
            for (const [name, expected] of Object.entries(document.sampleResponse)) {
              const form = forms[name];
              if (form === undefined) assert.equal(answer[name], expected, name);
              else for (const value of [answer[name], expected]) assert.match(String(value), form, name);
            }
          }));

        it(`does to the service what it says: ${what}`, () =>
          staging(document, async (stage) => {
            await stage.send(body);
            const state = stage.state();
            assert.deepEqual({ ...state, ...stage.leaves }, state);
          }));
      }

      it("gives a failure the fields of its response table, save what only a success has", () =>
        staging(document, async (stage) => {
          const answer = await stage.send({});
          assert.equal(answer.ActionStatus, "FAIL");
          assert.notEqual(answer.ErrorCode, 0);
          assert.notEqual(answer.ErrorInfo, "");
          const { CurrentSequence: _, ...ofAFailure } = document.responseFields;
          assertTyped(answer, { ...document, responseFields: ofAFailure });
        }));

      it("numbers its requests apart, where it numbers them", () =>
        staging(document, async (stage) => {
          const ids = [await stage.send({}), await stage.send(sampleBody(document))].map((a) => a.RequestId);
          assert.equal(new Set(ids).size, "RequestId" in document.responseFields ? 2 : 1);
        }));
    });
  }
});

/** Holds an answer against the response table: these fields, all of them, no others, each of its type. */
function assertTyped(answer: Json, { responseFields }: Pick<DocumentFacts, "responseFields">): void {
  assert.deepEqual(sorted(Object.keys(answer)), sorted(Object.keys(responseFields)));
  for (const [name, type] of Object.entries(responseFields))
    assert.equal(fieldTypeOf(answer[name]), type, name);
}
