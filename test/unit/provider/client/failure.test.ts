import assert from "node:assert/strict";
import * as commands from "../../../../provider/client/commands";
import { mayBeDone, type TencentChatError } from "../../../../provider/client/errors";
import { errorOf, isOfWholeApp, mayHaveHappened, retryClassOf } from "../../../../provider/client/failure";
import { entryOfFault, type FaultKind, TransportFault } from "../../../../provider/client/faults";
import { message, render, term } from "../../../../provider/client/message";

const command = commands.addRobots;
const nobody = (): undefined => undefined;

function ofCode(
  code: number,
  happened = false,
  valueOfField: (field: string) => string | undefined = nobody,
) {
  const tried = { attempts: 1, mayHaveHappened: happened };
  return errorOf({ kind: "code", code, info: "" }, command, tried, valueOfField);
}

function ofFault(fault: FaultKind): TencentChatError {
  const cause = new TransportFault(fault);
  const tried = { attempts: 1, mayHaveHappened: false };
  return errorOf({ kind: "fault", fault, info: cause.message, cause }, command, tried, nobody);
}

describe("a failure of a request", () => {
  it("is one of the whole app if its code is, or if the service did not answer, and nothing else is", () => {
    for (const error of [ofCode(60010), ofCode(70003), ofFault("refused"), ofFault("cancelled")])
      assert.equal(isOfWholeApp(error), true, error.message);
    for (const error of [ofCode(10010), new Error("code"), { code: 60010 }, undefined])
      assert.equal(isOfWholeApp(error), false, String(error));
  });

  it("may be done all the same only if a request may have arrived", () => {
    assert.equal(mayBeDone(ofCode(10002, true)), true);
    assert.equal(mayBeDone(ofCode(10002, false)), false);
    assert.equal(mayBeDone(Object.assign(new Error("other"), { mayHaveHappened: true })), false);
  });

  it("names the value that was sent in a field of its hint, and no value for what is no field", () => {
    const hints = new Map([[10010, message`Check ${term("GroupId")}, not GroupId.`]]);
    const error = errorOf(
      { kind: "code", code: 10010, info: "" },
      { path: command.path, hints },
      { attempts: 2, mayHaveHappened: false },
      (field) => (field === "GroupId" ? "live" : "wrong"),
    );
    assert.equal(render(error.hint), 'Check GroupId "live", not GroupId.');
    assert.match(error.message, /add_robots: error 10010, .* \(2 attempts\)$/);
  });

  it("says what a person does about a fault of each kind", () => {
    const kinds: readonly FaultKind[] = [
      ...(["refused", "dns", "tls", "timeout", "broken", "cut", "tooLarge", "redirect", "status"] as const),
      ...(["serverStatus", "notJson", "shape", "proxy", "proxyFailed", "proxyRefused", "outOfTime"] as const),
    ];
    for (const kind of kinds) assert.match(render(entryOfFault(kind).hint), /^[A-Z].*\.$/s, kind);
  });

  for (const [fault, words] of [
    ["outOfTime", ["the deadline", "what was done is kept"]],
    ["cancelled", ["what was done is kept"]],
  ] as const)
    it(`that is none of the service's is sent no second time, and has changed nothing: ${fault}`, () => {
      const cause = new TransportFault(fault);
      const failure = { kind: "fault", fault, info: cause.message, cause } as const;
      assert.deepEqual([retryClassOf(failure), mayHaveHappened(failure)], ["never", false]);
      for (const word of words) assert.ok(render(entryOfFault(fault).hint).includes(word), fault);
      assert.equal(cause.name, "TransportFault");
    });
});
