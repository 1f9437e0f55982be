import assert from "node:assert/strict";
import { inProcessHost } from "../../../host/random/in-process-host";
import { samples, types } from "../../../host/support/samples";
import { sdkAppId, secretKey } from "../../../host/support/world";

/** What a preview may print of one resource that is wrong, in bytes. */
const most = 8 * 1024;

const nested = (depth: number): unknown => {
  let value: unknown = 7;
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? { of: value } : [value];
  return value;
};
const keyed = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${at}`, value]));

/** Wrong for nearly any property. */
const wrong: Readonly<Record<string, unknown>> = {
  "5,000 numbers": Array.from({ length: 5000 }, (_, at) => at),
  "5,000 long texts": Array.from({ length: 5000 }, (_, at) => `${at}${"x".repeat(1000)}`),
  "300 keys of ten numbers": keyed(300, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
  "5,000 keys": keyed(5000, 7),
  "a long key": { ["x".repeat(1_000_000)]: [7] },
  "a long text": "x".repeat(1_000_000),
  "a long text in a list": ["x".repeat(1_000_000)],
  "what is nested 1,000 deep": nested(1000),
  "what is nested 1,000 deep, in a list": [nested(1000)],
  "what is nested 1,000 deep, in a list by a key": { "room-1": [nested(1000)] },
};

/** As much as the engine prints: of each failure its reason, its property and the whole value of that. */
const printed = (
  inputs: Readonly<Record<string, unknown>>,
  failures: readonly { readonly property: string; readonly reason: string }[],
): number =>
  failures
    .map(({ property, reason }) => property + reason + (JSON.stringify(inputs[property]) ?? ""))
    .reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);

describe("what a preview prints of a resource that is wrong", () => {
  const host = inProcessHost(
    { sdkAppId: String(sdkAppId), secretKey, endpoint: "http://127.0.0.1:1" },
    { kill: undefined, timeoutSeconds: 1 },
  );

  for (const type of types) {
    for (const [what, value] of Object.entries(wrong)) {
      it(`is short for ${what} as each property of a ${type}`, async () => {
        const properties = Object.keys(samples[type]);
        const inputs = Object.fromEntries(properties.map((property) => [property, value]));
        const { failures } = await host.check(type, inputs);
        assert.ok(failures.length <= properties.length, `${failures.length} failures`);
        assert.ok(printed(inputs, failures) < most, `${printed(inputs, failures)} bytes`);
      });
    }

    it(`is short for 5,000 properties that a ${type} does not have`, async () => {
      const inputs = keyed(5000, "x".repeat(1000));
      const { failures } = await host.check(type, inputs);
      assert.ok(printed(inputs, failures) < most, `${printed(inputs, failures)} bytes`);
    });
  }
});
