import assert from "node:assert/strict";
import { isRegionUrl, regionHosts, regions } from "../../../../provider/client/regions";

describe("the address of a region", () => {
  it("is https and the region's host, and nothing more or less", () => {
    for (const region of regions) assert.equal(isRegionUrl(`https://${regionHosts[region]}`), true, region);
    const { china } = regionHosts;
    for (const url of [
      `http://${china}`,
      `https://${china}/gateway`,
      `https://${china}.example.com`,
      "https://",
      "",
    ])
      assert.equal(isRegionUrl(url), false, url);
  });
});
