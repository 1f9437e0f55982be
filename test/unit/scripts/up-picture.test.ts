import assert from "node:assert/strict";
import { pictureOfUp } from "../../../scripts/pictures/up";

/** What `pulumi up` prints of two resources, one of which is called as no program would call it. */
const output = `Previewing update (dev):

@ Previewing update....
 +  a:index:Robot one create${" "}
 +  a:index:Robot one create will delete friend lists
 +  a:index:Robot <two>& create${" "}
Diagnostics:
  a:index:Robot (one):
    will delete friend lists

Resources:
    + 2 to create

Updating (dev):

 +  a:index:Robot one creating (0s)${" "}
 +  a:index:Robot <two>& creating (0s)${" "}
 +  a:index:Robot <two>& created (0.10s)${" "}
Resources:
    + 2 created

Duration: 1s
`;

describe("the picture of `pulumi up`", () => {
  const picture = pictureOfUp(output);

  it("has one line for each resource in each section, as it stands in the end", () => {
    const shown = [...picture.matchAll(/<text .*?>(.*)<\/text>/g)].map(([, text = ""]) => text);
    assert.deepEqual(
      shown.map((text) => text.replaceAll(/<[^>]*>/g, "")),
      [
        "$ pulumi up --yes",
        "Previewing update (dev):",
        " +  a:index:Robot one create will delete friend lists",
        " +  a:index:Robot &lt;two>&amp; create",
        "Resources:",
        "    + 2 to create",
        "Updating (dev):",
        " +  a:index:Robot one created",
        " +  a:index:Robot &lt;two>&amp; created (0.10s)",
        "Resources:",
        "    + 2 created",
      ],
    );
  });

  it("is as wide as its longest line", () => {
    const longest = " +  a:index:Robot one create will delete friend lists".length;
    assert.match(picture, new RegExp(`^<svg [^>]* width="${longest * 8 + 40}" `));
  });
});
