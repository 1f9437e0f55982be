import assert from "node:assert/strict";
import fc from "fast-check";
import { KeyedQueue } from "../../../../provider/client/keyed-queue";

describe("the queue of each user, group or room", () => {
  it("runs one work of a key at a time, in the order asked for, whenever each comes, ends or fails", async () => {
    const asks = fc.array(fc.record({ key: fc.constantFrom("one", "other"), fails: fc.boolean() }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), asks, async (scheduler, works) => {
        const queue = new KeyedQueue();
        const asked: number[] = [];
        const started: number[] = [];
        const running: string[] = [];
        const ask = async (work: number, key: string, fails: boolean): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), `ask ${work}`);
          asked.push(work);
          const result = queue.run(key, async () => {
            started.push(work);
            running.push(key);
            assert.equal(new Set(running).size, running.length, `two of ${running.join()}`);
            await scheduler.schedule(Promise.resolve(), `end ${work}`);
            running.splice(running.indexOf(key), 1);
            if (fails) throw new Error(`work ${work}`);
            return work;
          });
          if (fails) await assert.rejects(result, { message: `work ${work}` });
          else assert.equal(await result, work);
        };
        await scheduler.waitFor(Promise.all(works.map(({ key, fails }, work) => ask(work, key, fails))));
        for (const each of ["one", "other"]) {
          const ofKey = (work: number): boolean => works[work]?.key === each;
          assert.deepEqual(started.filter(ofKey), asked.filter(ofKey));
        }
      }),
    );
  });

  it("does not let one key wait for another", async () => {
    const queue = new KeyedQueue();
    let end = (): void => {};
    const long = queue.run("one", () => new Promise<void>((resolve) => (end = resolve)));
    assert.equal(await queue.run("other", () => Promise.resolve("done")), "done");
    end();
    await long;
  });
});
