import { ratio } from "../lib/findings.mjs";
import { alternate, timed } from "../lib/measure.mjs";
import { up } from "../lib/project.mjs";
import { ProviderHost } from "../lib/provider-host.mjs";
import { app } from "../lib/service.mjs";
import { Sides } from "../lib/sides.mjs";

const sidesOfRow = /** @type {const} */ (["noop", "ours"]);

/** @type {import("../rows.mjs").Family} */
export const hostStart = {
  rows: ["host-start"],
  // A start is cheap and short, compared with a run of the engine, so measure more of them.
  sizes: { full: { starts: 9 }, quick: { starts: 5 } },
  measure: ({ sizes: { starts = 0 }, engine }) =>
    Sides.during(sidesOfRow, engine, async (sides) => {
      const inputs = await inputsOf(sides);
      const times = await alternate(sidesOfRow, starts, (side) => firstCall(sides, side, inputs[side]));
      /** @param {"noop" | "ours"} side */
      const totals = (side) => times[side].map(({ start, call }) => start + call);
      /** @param {"noop" | "ours"} side */
      const calls = (side) => times[side].map(({ call }) => call);
      return [
        ratio({
          row: "host-start",
          size: "start and first create",
          unit: "ms",
          ours: totals("ours"),
          other: totals("noop"),
          goal: { sense: "at most", bound: 1.1 },
        }),
        ratio({
          row: "host-start, the call alone",
          size: "first check and create",
          unit: "ms",
          ours: calls("ours"),
          other: calls("noop"),
        }),
      ];
    }),
};

/**
 * The inputs that the engine passes to the host, taken from the state of a real run.
 *
 * @param {Sides} sides
 */
async function inputsOf(sides) {
  /** @type {Record<string, Record<string, unknown>>} */
  const inputs = {};
  for (const side of sidesOfRow) {
    await sides.fresh(1);
    await sides.run(side, "empty", up, 1);
    inputs[side] =
      sides
        .project(side)
        .state()
        .resources.flatMap((resource) => (resource.inputs?.__provider ? [resource.inputs] : []))[0] ?? {};
  }
  return inputs;
}

/**
 * @param {Sides} sides
 * @param {"noop" | "ours"} side
 * @param {Record<string, unknown> | undefined} inputs
 * @returns {Promise<{ start: number, call: number }>} milliseconds
 */
async function firstCall(sides, side, inputs = {}) {
  await sides.fresh(1);
  const { result: host, seconds: start } = await timed(() =>
    ProviderHost.start(sides.project(side).folder, {
      TENCENT_CHAT_ENDPOINT: sides.service.url,
      TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
      TENCENT_CHAT_SECRET_KEY: app.secretKey,
    }),
  );
  try {
    const { seconds: call } = await timed(() => host.checkAndCreate(inputs));
    return { start: start * 1000, call: call * 1000 };
  } finally {
    await host.stop();
  }
}
