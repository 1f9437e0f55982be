import assert from "node:assert/strict";
import fc from "fast-check";
import { followPages } from "../../../../provider/lifecycle/pages";

describe("following pages", () => {
  it("reads every page once, in order, and ends with the first cursor", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1 }), { maxLength: 20 }), async (cursors) => {
        const read: number[] = [];
        const ended = await followPages(0, async (cursor) => {
          read.push(cursor);
          return cursors[read.length - 1] ?? 0;
        });
        assert.equal(ended, true);
        assert.deepEqual(read, [0, ...cursors]);
      }),
    );
  });

  it("goes no further than it is told", async () => {
    let pages = 0;
    const ended = await followPages("", async () => {
      pages += 1;
      return pages === 2 ? undefined : `page ${pages}`;
    });
    assert.equal(ended, true);
    assert.equal(pages, 2);
  });

  it("ends where a cursor comes again, and says that the list had no end", async () => {
    for (const circle of [
      [5, 5],
      [1, 2, 3, 1],
    ]) {
      let pages = 0;
      assert.equal(await followPages(0, async () => circle[pages++]), false);
      assert.equal(pages, circle.length);
    }
  });
});
