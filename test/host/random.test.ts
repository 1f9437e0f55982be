import { soakInLanes } from "./random/property";

/** The same programs each time, so that what a change breaks is the change's; `npm run soak` looks for new ones. */
const seed = 20261121;

describe("random programs, faults and kills", function () {
  this.timeout(600_000);

  it("end as declared after one more up, 475 times", () =>
    soakInLanes({ driver: "dynamic", runs: 475, seed }, 5));

  it("end as declared after one more up in the SDK's host, killed by the real signal, 25 times", () =>
    soakInLanes({ driver: "dynamic, processes", runs: 25, seed }, 3));
});
