import assert from "node:assert/strict";
import { TencentChatError } from "../../../../provider/client/errors";
import { message, render } from "../../../../provider/client/message";
import { readConfiguration } from "../../../../provider/configuration/configuration";
import { attemptAll, causesOf, type Failures } from "../../../../provider/lifecycle/attempts";
import { Context } from "../../../../provider/lifecycle/context";
import { ExplainedError } from "../../../../provider/lifecycle/explained-error";
import { Ledger } from "../../../../provider/lifecycle/robots/ledger";

const count = 300;
const items = Array.from({ length: count }, (_, at) => at);

/** @param code undefined for a fault of the connection, which is one of the app as a whole */
const failed = (code?: number, told = `error ${code}`): TencentChatError =>
  new TencentChatError({
    told: message`${told}`,
    command: "a_svc/a_command",
    code,
    info: "",
    attempts: 1,
    hint: message``,
    mayHaveHappened: false,
  });

/** Code of one room: it is gone. */
const ofOne = 100004;

interface Attempt {
  readonly errorOf: (item: number) => Error | undefined;
  readonly isOneByOne?: boolean;
}

async function attempted({ errorOf, isOneByOne = false }: Attempt) {
  const begun: number[] = [];
  const lines: string[] = [];
  let [now, running, most] = [0, 0, 0];
  const context = new Context(
    readConfiguration(() => undefined, {}),
    new Ledger(),
    () => now,
    (line) => lines.push(line),
  );
  const manner = { isOneByOne, done: "rooms are read", sizeOf: (item: number) => item + 1, context };
  const failures = await attemptAll(items, manner, async (item) => {
    begun.push(item);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    now += 100;
    return errorOf(item);
  });
  return { begun, most, lines, failures };
}

describe("the work on many items", () => {
  it("is done on all of them, 32 at a time, and says nothing of failures where there are none", async () => {
    const { begun, most, failures } = await attempted({ errorOf: () => undefined });
    assert.deepEqual(begun, items);
    assert.equal(most, 32);
    assert.equal(failures, undefined);
  });

  it("tells of its progress by the size of the items", async () => {
    const { lines } = await attempted({ errorOf: () => undefined, isOneByOne: true });
    assert.equal(lines[0], "1,275 of 45,150 rooms are read");
  });

  it("leaves the others to be done where some fail, and has the failures in the order in which they happened", async () => {
    const { begun, failures } = await attempted({
      errorOf: (item) => (item % 10 === 0 ? failed(ofOne) : undefined),
    });
    assert.equal(begun.length, count);
    assert.deepEqual(
      failures?.map(({ item }) => item),
      items.filter((item) => item % 10 === 0),
    );
  });

  it("begins no other item after 100 failures", async () => {
    const { begun, failures } = await attempted({ errorOf: () => failed(ofOne) });
    assert.ok(begun.length < 100 + 32, `${begun.length}`);
    assert.ok((failures?.length ?? 0) >= 100);
  });

  it("begins no other item after a fault of the app as a whole", async () => {
    const { begun } = await attempted({ errorOf: (item) => (item === 5 ? failed() : undefined) });
    assert.ok(begun.length < 64, `${begun.length}`);
  });

  it("begins no other item after the first failure where each needs the one before, one at a time", async () => {
    const { begun, most, failures } = await attempted({
      errorOf: (item) => (item === 2 ? failed(ofOne) : undefined),
      isOneByOne: true,
    });
    assert.deepEqual(begun, [0, 1, 2]);
    assert.equal(most, 1);
    assert.deepEqual(
      failures?.map(({ item }) => item),
      [2],
    );
  });
});

describe("the causes of failures", () => {
  const failure = (id: string, error: Error, progress = "") => ({
    item: { container: { id }, progress },
    error,
  });
  const told = (...failures: Failures<ReturnType<typeof failure>["item"]>): string =>
    render(causesOf(failures, "Room"));

  it("are told once each, with all that failed likewise in one order", () => {
    const explained = new ExplainedError("Room c takes no more.", { cause: failed(100700) });
    assert.equal(
      told(
        failure("b", failed(ofOne, "gone")),
        failure("c", explained, "done: x"),
        failure("a", failed(ofOne, "gone, too"), "done: y"),
      ),
      " Rooms a, b: gone Room c (done: x): Room c takes no more.",
    );
  });

  it("are told with what was done of an item that failed alone, where anything was", () => {
    assert.equal(told(failure("a", failed(ofOne, "gone"))), " Room a: gone");
    assert.equal(told(failure("a", failed(ofOne, "gone"), "done: x")), " Room a (done: x): gone");
  });

  it("are the same for errors that are none of the service's where they say the same", () => {
    const failures = [
      failure("a", new Error("x")),
      failure("b", new Error("y")),
      failure("c", new Error("x")),
    ];
    assert.equal(told(...(failures as [(typeof failures)[0]])), " Rooms a, c: x Room b: y");
  });

  it("are no more than three", () => {
    const failures = [1, 2, 3, 4].map((code) => failure(`room-${code}`, failed(code)));
    const text = told(...(failures as [(typeof failures)[0]]));
    assert.equal(text, " Room room-1: error 1 Room room-2: error 2 Room room-3: error 3");
  });
});
