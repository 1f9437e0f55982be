import assert from "node:assert/strict";
import { types } from "../../host/support/samples";
import { sectionOf } from "../../support/markdown";

describe("the page of each resource", () => {
  for (const type of types) {
    it(`says of ${type} which of Pulumi's options it cannot have`, () => {
      const options = sectionOf(`docs/resources/${type}.md`, "## Options");
      for (const option of ["import", "replaceOnChanges", "customTimeouts"]) {
        assert.ok(options.includes(`\`${option}\``), option);
      }
    });
  }
});
