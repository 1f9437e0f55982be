import assert from "node:assert/strict";
import fc from "fast-check";
import { followPages } from "../../../../provider/lifecycle/pages";

const command = { path: "a_svc/a_command", mostPages: 21 };

describe("following pages", () => {
  it("reads every page once, in order, and ends with the first cursor", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1 }), { maxLength: 20 }), async (cursors) => {
        const read: number[] = [];
        await followPages(command, 0, async (cursor) => {
          read.push(cursor);
          return cursors[read.length - 1] ?? 0;
        });
        assert.deepEqual(read, [0, ...cursors]);
      }),
    );
  });

  it("goes no further than it is told", async () => {
    let pages = 0;
    await followPages(command, "", async () => {
      pages += 1;
      return pages === 2 ? undefined : `page ${pages}`;
    });
    assert.equal(pages, 2);
  });

  for (const [circle, said] of [
    [[5, 5], "after 2 pages it goes back to one that came before"],
    [[1, 2, 3, 1], "after 4 pages it goes back to one that came before"],
  ] as const) {
    it(`fails where a cursor comes again: ${circle.join()}`, async () => {
      let pages = 0;
      await assert.rejects(
        followPages(command, 0, async () => circle[pages++]),
        {
          name: "ExplainedError",
          message: `a_svc/a_command: the list does not end: ${said}. Run again; if it stays, report it to Tencent Cloud, or to whoever runs the gateway of baseUrl.`,
        },
      );
      assert.equal(pages, circle.length);
    });
  }

  it("fails after as many pages as the command has at most, each with a fresh cursor", async () => {
    for (const mostPages of [1, 2, 1000]) {
      let pages = 0;
      await assert.rejects(
        followPages({ ...command, mostPages }, "", async () => `page ${++pages}`),
        new RegExp(
          `the list does not end: it has more than ${mostPages} pages?, which is more than there can be`,
        ),
      );
      assert.equal(pages, mostPages);
    }
  });

  it("reads a list of as many pages as the command has at most", async () => {
    let pages = 0;
    await followPages(command, 0, async () => (++pages === command.mostPages ? 0 : pages));
    assert.equal(pages, command.mostPages);
  });
});
