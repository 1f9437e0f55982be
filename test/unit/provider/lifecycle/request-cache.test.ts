import assert from "node:assert/strict";
import { RequestCache } from "../../../../provider/lifecycle/request-cache";

/** Answers that count the questions, and that a test gives when it likes. */
class Service {
  readonly waiting: { readonly answer: (text: string) => void; readonly fail: (error: Error) => void }[] = [];
  now = 1_000_000;
  readonly answers = new RequestCache(() => this.now);

  ask(container = "group 1", question = "list"): Promise<string> {
    return this.answers.ask(
      container,
      question,
      () => new Promise<string>((answer, fail) => this.waiting.push({ answer, fail })),
    );
  }
}

describe("answers that resources share", () => {
  it("come from one question to all who ask while it is under way, and shortly after", async () => {
    const service = new Service();
    const together = [service.ask(), service.ask()];
    service.waiting[0]?.answer("a");
    assert.deepEqual(await Promise.all(together), ["a", "a"]);
    service.now += 9_999;
    assert.equal(await service.ask(), "a");
    assert.equal(service.waiting.length, 1);
  });

  it("are of one container and one question", () => {
    const service = new Service();
    const asked = [service.ask(), service.ask("group 2"), service.ask("group 1", "other")];
    assert.equal(service.waiting.length, asked.length);
  });

  for (const seconds of [10, -10]) {
    it(`are asked for anew when the clock has moved by ${seconds} s`, async () => {
      const service = new Service();
      const first = service.ask();
      service.waiting[0]?.answer("old");
      await first;
      service.now += seconds * 1000;
      const second = service.ask();
      service.waiting[1]?.answer("new");
      assert.equal(await second, "new");
    });
  }

  it("are not kept for ever: a large stack has many places", async () => {
    const service = new Service();
    const started = service.now;
    const old = service.ask();
    service.now += 10_000;
    const recent = service.ask("group 2");
    service.waiting[0]?.answer("old");
    service.waiting[1]?.answer("recent");
    await Promise.all([old, recent]);
    // Only where the first answer is forgotten, it is not given at its own time either.
    service.now = started;
    const again = service.ask();
    service.waiting[2]?.answer("new");
    assert.equal(await again, "new");
  });

  it("that fail do so for all who wait, and not for who comes later", async () => {
    const service = new Service();
    const together = [service.ask(), service.ask()];
    service.waiting[0]?.fail(new Error("down"));
    const outcomes = await Promise.allSettled(together);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    const later = service.ask();
    service.waiting[1]?.answer("up again");
    assert.equal(await later, "up again");
  });

  it("from before a change of the container are never given after it, even if they come then", async () => {
    const service = new Service();
    const before = service.ask();
    await service.answers.change("group 1", async () => {});
    const after = service.ask();
    service.waiting[0]?.answer("old");
    service.waiting[1]?.answer("new");
    assert.deepEqual(await Promise.all([before, after]), ["old", "new"]);
    assert.equal(await service.ask(), "new");
  });

  it("from the middle of a change are shared with nobody", async () => {
    const service = new Service();
    let end = (): void => {};
    const change = service.answers.change("group 1", () => new Promise<void>((resolve) => (end = resolve)));
    const during = [service.ask(), service.ask()];
    end();
    await change;
    const after = service.ask();
    for (const [at, { answer }] of service.waiting.entries()) answer(String(at));
    assert.deepEqual(await Promise.all([...during, after]), ["0", "1", "2"]);
  });

  it("are shared with nobody until the last of several changes of a container has ended", async () => {
    const service = new Service();
    const ends: (() => void)[] = [];
    const changes = [1, 2].map(() =>
      service.answers.change("group 1", () => new Promise<void>((resolve) => ends.push(resolve))),
    );
    ends[0]?.();
    await changes[0];
    const during = [service.ask(), service.ask()];
    ends[1]?.();
    await changes[1];
    const after = [service.ask(), service.ask()];
    for (const [at, { answer }] of service.waiting.entries()) answer(String(at));
    assert.deepEqual(await Promise.all([...during, ...after]), ["0", "1", "2", "2"]);
  });

  it("are shared again after a change that failed, and all the time of other places", async () => {
    const service = new Service();
    await assert.rejects(service.answers.change("group 1", () => Promise.reject(new Error("down"))));
    const asked = [service.ask(), service.ask()];
    assert.equal(service.waiting.length, 1);
    await service.answers.change("group 2", async () => {});
    asked.push(service.ask());
    service.waiting[0]?.answer("a");
    assert.deepEqual(await Promise.all(asked), ["a", "a", "a"]);
  });
});
