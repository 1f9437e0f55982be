import assert from "node:assert/strict";
import type { AppSeed } from "../../../../emulator";
import { infoOf } from "../../../../emulator/model/errors";
import { type DocumentFacts, documents, fieldTypeOf, type Json } from "./documents";
import { sampleBody, staging } from "./scene";

/** How a request comes to be refused: what its sample is changed to, and what else is there. */
interface Provocation {
  readonly code: number;
  readonly changes: Json;
  readonly seed?: AppSeed;
}

const badGroupIds: readonly Provocation[] = [
  { code: 10010, changes: { GroupId: "@TGS#none" } },
  { code: 10015, changes: { GroupId: "gr\u00fcppe" } },
];

const robots: readonly Provocation[] = [
  ...badGroupIds,
  { code: 10004, changes: { Member_Account: [] } },
  { code: 10007, changes: { GroupId: "public" }, seed: { groups: { public: { type: "Public" } } } },
];

/** The codes that a request can bring about. All others of the tables stand for the service's own troubles. */
const provocations: Readonly<Record<string, readonly Provocation[]>> = {
  "group_open_avchatroom_http_svc/add_robots": robots,
  "group_open_avchatroom_http_svc/del_robots": robots,
  "group_open_http_svc/delete_group_member": [
    ...badGroupIds,
    { code: 10004, changes: { MemberToDel_Account: [] } },
  ],
  "room_engine_http_srv/delete_robot": [
    { code: 100002, changes: { RoomId: "" } },
    { code: 100004, changes: { RoomId: "none" } },
    { code: 100005, changes: { Member_Account: "nobody" } },
    { code: 100006, changes: { RoomId: "live" }, seed: { rooms: { live: { type: "Live" } } } },
  ],
  "sns/group_delete": [
    { code: 30001, changes: { GroupName: [] } },
    { code: 30003, changes: { From_Account: "nobody" } },
  ],
};

describe("the error codes of the documents", () => {
  for (const document of documents) {
    const { title, command, errorCodes } = document;
    for (const { code, changes, seed = {} } of provocations[command] ?? []) {
      it(`${title}: a request brings about ${code}`, () =>
        staging(document, async (stage) => {
          stage.seed(seed);
          const before = stage.state();
          const answer = await stage.send(sampleBody(document, changes));
          assert.equal(answer.ErrorCode, code);
          assert.ok(errorCodes.includes(code), "it is in the table of the document");
          assert.deepEqual(stage.state(), before);
        }));
    }

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
