/** @typedef {(text: string) => void} Tell */
/** @typedef {(tell: Tell, lane: number) => Promise<void>} Job must not fail */

/**
 * Runs jobs in several lanes: each lane takes the next job that is left. The outputs of the jobs come in the order of the jobs and do not
 * mix: the output of the first job that has not ended comes at once, and the output of later jobs waits for its turn.
 *
 * @param {number} lanes
 * @param {readonly Job[]} jobs
 * @param {(text: string) => void} out
 */
export async function inLanes(lanes, jobs, out) {
  const told = jobs.map(() => "");
  const ended = new Set();
  let turn = 0;
  const left = jobs.entries();
  const work = async (/** @type {number} */ lane) => {
    for (const [at, job] of left) {
      await job((text) => {
        if (at === turn) out(text);
        else told[at] += text;
      }, lane);
      ended.add(at);
      while (ended.has(turn)) {
        turn += 1;
        out(told[turn] ?? "");
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
}
