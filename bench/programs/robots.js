/** The number of robots in a room, unless BENCH_PER_ROOM sets another one, which may be a fraction. */
const usualPerRoom = 10;

/**
 * @param {number} at
 * @param {number} perRoom
 */
const roomId = (at, perRoom) => `room-${Math.floor(at / perRoom)}`;

/**
 * BENCH_COUNT robots, the same for every side. If a stack is one of several, its robots begin at number BENCH_FIRST.
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
 * The rooms for `count` robots, in the form of the emulator's seed.
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
