import assert from "node:assert/strict";
import fc from "fast-check";
import { readPages } from "../../../../provider/lifecycle/pages";

const command = { path: "a_svc/a_command", mostPages: 21 };

describe("reading a list by pages", () => {
  it("reads every page once, in order, ends with the first cursor, and has the elements of all pages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1 }), { maxLength: 20 }), async (cursors) => {
        const read: number[] = [];
        const elements = await readPages(command, 0, async (cursor) => {
          read.push(cursor);
          return { elements: [`on ${cursor}`, "on each"], next: cursors[read.length - 1] ?? 0 };
        });
        assert.deepEqual(read, [0, ...cursors]);
        assert.deepEqual(elements, new Set(["on each", ...read.map((cursor) => `on ${cursor}`)]));
      }),
    );
  });

  it("goes no further, and gives no elements, once what is listed is gone", async () => {
    let pages = 0;
    const elements = await readPages(command, "", async () => {
      pages += 1;
      return pages === 2 ? undefined : { elements: [pages], next: `page ${pages}` };
    });
    assert.equal(pages, 2);
    assert.equal(elements, undefined);
  });

  for (const [circle, said] of [
    [[5, 5], "after 2 pages it repeats an earlier page"],
    [[1, 2, 3, 1], "after 4 pages it repeats an earlier page"],
  ] as const) {
    it(`fails where a cursor comes again: ${circle.join()}`, async () => {
      let pages = 0;
      await assert.rejects(
        readPages(command, 0, async () => ({ elements: [], next: circle[pages++] ?? 0 })),
        {
          name: "ExplainedError",
          message: `a_svc/a_command: the list does not end: ${said}. Run again; if it happens again, report it to Tencent Cloud, or to the operator of the gateway at baseUrl.`,
        },
      );
      assert.equal(pages, circle.length);
    });
  }

  it("fails after as many pages as the command has at most, each with a fresh cursor", async () => {
    for (const mostPages of [1, 2, 1000]) {
      let pages = 0;
      await assert.rejects(
        readPages({ ...command, mostPages }, "", async () => ({ elements: [], next: `page ${++pages}` })),
        new RegExp(`the list does not end: it has more than ${mostPages} pages?, the most that are possible`),
      );
      assert.equal(pages, mostPages);
    }
  });

  it("reads a list of as many pages as the command has at most", async () => {
    let pages = 0;
    await readPages(command, 0, async () => ({
      elements: [],
      next: ++pages === command.mostPages ? 0 : pages,
    }));
    assert.equal(pages, command.mostPages);
  });
});
