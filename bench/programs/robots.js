/** Robots that stand in one room, unless BENCH_PER_ROOM says how many, which need not be a whole number. */
const usualPerRoom = 10;

/**
 * @param {number} at
 * @param {number} perRoom
 */
const roomId = (at, perRoom) => `room-${Math.floor(at / perRoom)}`;

/**
 * As many robots as BENCH_COUNT says, the same for every side; from BENCH_FIRST on where a stack is one of several.
 *
 * @param {NodeJS.ProcessEnv} env of the program
 */
function robots(env = process.env) {
  const count = Number(env.BENCH_COUNT ?? 0);
  const first = Number(env.BENCH_FIRST ?? 0);
  const perRoom = Number(env.BENCH_PER_ROOM ?? usualPerRoom);
  return Array.from({ length: count }, (_, place) => {
    const at = first + place;
    return { name: `robot-${at}`, roomId: roomId(at, perRoom), memberAccount: `bot-${at}` };
  });
}

function robotsByRoom() {
  /** @type {Record<string, string[]>} */
  const rooms = {};
  for (const { roomId, memberAccount } of robots()) rooms[roomId] = [...(rooms[roomId] ?? []), memberAccount];
  return rooms;
}

/**
 * The rooms of so many robots, as the emulator is seeded with them.
 *
 * @param {number} count
 */
function roomsFor(count, perRoom = usualPerRoom) {
  /** @type {Record<string, { type: string }>} */
  const rooms = {};
  for (let at = 0; at < count; at++) rooms[roomId(at, perRoom)] = { type: "Conference" };
  return rooms;
}

module.exports = { robots, robotsByRoom, roomsFor };
