import assert from "node:assert/strict";
import { BatchLoader } from "../../../../provider/lifecycle/batch-loader";

const keys = (count: number): string[] => Array.from({ length: count }, (_, at) => `key-${at}`);

/** A service that takes 100 keys, and notes what it was asked. */
class Service {
  readonly asked: (readonly string[])[] = [];
  readonly #fails: (some: readonly string[]) => Error | undefined;
  readonly questions = new BatchLoader<string>({
    most: 100,
    ask: async (some) => {
      this.asked.push(some);
      const error = this.#fails(some);
      if (error !== undefined) throw error;
      return new Map(some.filter((key) => key !== "unknown").map((key) => [key, `of ${key}`]));
    },
    mayBeOfOne: (error) => error instanceof RangeError,
  });

  constructor(fails: (some: readonly string[]) => Error | undefined = () => undefined) {
    this.#fails = fails;
  }

  all(some: readonly string[]): Promise<PromiseSettledResult<string | undefined>[]> {
    return Promise.allSettled(some.map((key) => this.questions.ask(key)));
  }
}

const given = (value: string | undefined): object => ({ status: "fulfilled", value });
const failed = (reason: Error): object => ({ status: "rejected", reason });

describe("questions that are gathered", () => {
  it("go in as few requests as the service allows, and each gets its own answer", async () => {
    const service = new Service();
    const some = keys(250);
    assert.deepEqual(
      await service.all(some),
      some.map((key) => given(`of ${key}`)),
    );
    assert.deepEqual(service.asked, [some.slice(0, 100), some.slice(100, 200), some.slice(200)]);
  });

  it("go without others when nobody else asks", async () => {
    const service = new Service();
    assert.deepEqual(await service.all(["one"]), [given("of one")]);
    assert.deepEqual(await service.all(["two"]), [given("of two")]);
    assert.deepEqual(service.asked, [["one"], ["two"]]);
  });

  it("name what several ask for once", async () => {
    const service = new Service();
    assert.deepEqual(await service.all(["one", "two", "one"]), [
      given("of one"),
      given("of two"),
      given("of one"),
    ]);
    assert.deepEqual(service.asked, [["one", "two"]]);
  });

  it("are asked again by who comes later: no answer is kept", async () => {
    const service = new Service();
    await service.all(["one"]);
    await service.all(["one"]);
    assert.deepEqual(service.asked, [["one"], ["one"]]);
  });

  it("have no answer where the request has none for them", async () => {
    assert.deepEqual(await new Service().all(["one", "unknown"]), [given("of one"), given(undefined)]);
  });

  it("fail with the request that they were in, and with no other", async () => {
    const down = new Error("down");
    const service = new Service((some) => (some.includes("key-0") ? down : undefined));
    const outcomes = await service.all(keys(150));
    assert.deepEqual(outcomes.slice(0, 100), Array(100).fill(failed(down)));
    assert.deepEqual(
      outcomes.slice(100),
      keys(150)
        .slice(100)
        .map((key) => given(`of ${key}`)),
    );
    assert.equal(service.asked.length, 2);
  });

  it("are asked one by one where a single one may have spoilt it for all", async () => {
    const malformed = new RangeError("malformed");
    const service = new Service((some) => (some.includes("bad") ? malformed : undefined));
    assert.deepEqual(await service.all(["one", "bad", "two"]), [
      given("of one"),
      failed(malformed),
      given("of two"),
    ]);
    assert.deepEqual(service.asked, [["one", "bad", "two"], ["one"], ["bad"], ["two"]]);
  });

  it("are not asked twice where there was a single one", async () => {
    const service = new Service(() => new RangeError("malformed"));
    await service.all(["bad"]);
    assert.deepEqual(service.asked, [["bad"]]);
  });
});
