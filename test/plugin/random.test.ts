import { soakInLanes } from "../host/random/property";

/** The same programs each time, so that what a change breaks is the change's; `npm run soak` looks for new ones. */
const seed = 20261121;

describe("random programs, faults and kills, through the native provider", function () {
  this.timeout(600_000);

  it("end as declared after one more up, killed by the real signal, 15 times", () =>
    soakInLanes({ driver: "native, processes", runs: 15, seed }, 3));
});
