import assert from "node:assert/strict";
import fc from "fast-check";
import { KeyedLock } from "../../../../provider/client/keyed-lock";

describe("the lock of each user, group or room", () => {
  it("runs one work of a key at a time, in the order asked for, whenever each comes, ends or fails", async () => {
    const asks = fc.array(fc.record({ key: fc.constantFrom("one", "other"), fails: fc.boolean() }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), asks, async (scheduler, works) => {
        const lock = new KeyedLock();
        const asked: number[] = [];
        const started: number[] = [];
        const running: string[] = [];
        const ask = async (work: number, key: string, fails: boolean): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), `ask ${work}`);
          asked.push(work);
          const result = lock.run(key, async () => {
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
    const lock = new KeyedLock();
    let end = (): void => {};
    const long = lock.run("one", () => new Promise<void>((resolve) => (end = resolve)));
    assert.equal(await lock.run("other", () => Promise.resolve("done")), "done");
    end();
    await long;
  });
});
