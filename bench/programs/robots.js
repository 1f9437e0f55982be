/** Robots that stand in one room. */
const robotsPerRoom = 10;

/** @param {number} at */
const roomId = (at) => `room-${Math.floor(at / robotsPerRoom)}`;

/** As many robots as BENCH_COUNT says, the same for every side; from BENCH_FIRST on where a stack is one of several. */
function robots() {
  const count = Number(process.env.BENCH_COUNT);
  const first = Number(process.env.BENCH_FIRST ?? 0);
  return Array.from({ length: count }, (_, place) => {
    const at = first + place;
    return { name: `robot-${at}`, roomId: roomId(at), memberAccount: `bot-${at}` };
  });
}

/**
 * The rooms of so many robots, as the emulator is seeded with them.
 *
 * @param {number} count
 */
function roomsFor(count) {
  /** @type {Record<string, { type: string }>} */
  const rooms = {};
  for (let at = 0; at < count; at += robotsPerRoom) rooms[roomId(at)] = { type: "Conference" };
  return rooms;
}

module.exports = { robots, roomsFor };
