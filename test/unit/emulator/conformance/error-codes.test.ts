import assert from "node:assert/strict";
import { infoOf } from "../../../../emulator/model/errors";
import { type DocumentFacts, documents, fieldTypeOf, type Json } from "./documents";
import { sampleBody, staging } from "./scene";

describe("the error codes of the documents", () => {
  for (const document of documents) {
    const { title, command, errorCodes } = document;

    for (const code of errorCodes) {
      it(`${title}: a fault brings about ${code}, with an ErrorInfo of its own and no work done`, () =>
        staging(document, async (stage) => {
          stage.emulator.addFault({ command, kind: "errorCode", errorCode: code });
          const before = stage.state();
          const answer = await stage.send(sampleBody(document));
          assert.equal(answer.ErrorCode, code);
          assert.equal(answer.ActionStatus, "FAIL");
          assert.notEqual(answer.ErrorInfo, infoOfNoCode);
          assertEnvelope(answer, document);
          assert.deepEqual(stage.state(), before);
          assert.equal((await stage.send(sampleBody(document))).ErrorCode, 0);
        }));
    }
  }
});

/** What the emulator says of a code that it does not know. */
const infoOfNoCode = infoOf(1);

/** The fields that a failure has, each of its type. */
function assertEnvelope(answer: Json, { responseFields }: DocumentFacts): void {
  for (const [name, value] of Object.entries(answer))
    assert.equal(fieldTypeOf(value), responseFields[name], name);
}
