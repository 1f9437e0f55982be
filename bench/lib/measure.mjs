/** The least number of rounds. The median of fewer says nothing. */
export const LEAST_ROUNDS = 3;

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * Measures all sides in turn, round after round, and in reverse order in every other round. So other load on the machine affects all
 * sides alike.
 *
 * @template Sample
 * @template {string} Side
 * @param {readonly Side[]} sides
 * @param {number} rounds
 * @param {(side: Side) => Promise<Sample>} measure
 * @returns {Promise<Record<Side, Sample[]>>}
 */
export async function alternate(sides, rounds, measure) {
  const samples = /** @type {Record<Side, Sample[]>} */ (
    Object.fromEntries(sides.map((side) => [side, /** @type {Sample[]} */ ([])]))
  );
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) samples[side].push(await measure(side));
  }
  return samples;
}

/**
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<{ result: Result, seconds: number }>}
 */
export async function timed(work) {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}
