import { message } from "../../client/message";
import type { Context } from "../context";
import { ExplainedError, toldBy } from "../explained-error";
import type { Lifecycle } from "../lifecycle";
import { roomId, userId } from "../rules";
import { conferenceRoom } from "./containers";
import { RobotLifecycle, type RobotResource } from "./engine-calls";
import { noRobots, type OwnedRobots, type RobotsByContainer, timesOf } from "./robot-set";

interface Inputs {
  readonly roomId: string;
  readonly memberAccount: string;
}

interface Former extends Inputs {
  /** When it was deleted, in milliseconds since the epoch. */
  readonly at: number;
}

interface State extends Inputs {
  /** When the robot was added, in milliseconds since the epoch. */
  readonly addedAt?: number;
  /** What this resource was before, and deleted while no other resource was known to have it. */
  readonly deleted?: readonly Former[];
  /** Present when it is not known whether the robot is there: to be added again, and to be deleted like any other. */
  readonly unconfirmed?: true;
}

/**
 * One robot in one room. Both inputs are its identity, so a change of either is a replacement: the robot that the resource
 * was before goes first. Its state remembers the robots that it was, which may be of other rooms.
 */
const resource: RobotResource<Inputs, State> = {
  kind: conferenceRoom,
  fields: { roomId: { rule: roomId }, memberAccount: { rule: userId } },
  replacedBy: ["roomId", "memberAccount"],
  isDeletedBeforeReplace: true,
  idOf: ({ roomId, memberAccount }) => `${roomId}/${memberAccount}`,

  decode: ({ roomId, memberAccount, addedAt, deleted = [], unconfirmed }) => {
    if (roomId === undefined || memberAccount === undefined) return new Map();
    const own = {
      memberAccounts: [memberAccount],
      ...(addedAt === undefined ? {} : { added: [{ at: addedAt }] }),
      ...(unconfirmed === undefined ? {} : { unconfirmed: [memberAccount] }),
    };
    const robots = new Map<string, OwnedRobots>([[roomId, own]]);
    for (const { at, ...former } of deleted) {
      const known = robots.get(former.roomId) ?? noRobots;
      const deletion = { at, memberAccounts: [former.memberAccount] };
      robots.set(former.roomId, { ...known, deleted: [...(known.deleted ?? []), deletion] });
    }
    return robots;
  },

  encode: (robots, { roomId, memberAccount }) => {
    const own = robots.get(roomId);
    if (!own?.memberAccounts.includes(memberAccount)) return undefined;
    const addedAt = timesOf(own.added, own.memberAccounts).get(memberAccount);
    const deleted = formersIn(robots);
    return {
      roomId,
      memberAccount,
      ...(addedAt === undefined ? {} : { addedAt }),
      ...(deleted.length === 0 ? {} : { deleted }),
      ...(own.unconfirmed === undefined ? {} : { unconfirmed: true }),
    };
  },

  inputsOf: async (id) => {
    // A UserID holds no slash; a room ID may.
    const slash = id.lastIndexOf("/");
    if (slash < 1 || slash === id.length - 1) {
      throw new ExplainedError(`The id of a RoomRobot is roomId/memberAccount, but this is "${id}".`);
    }
    return { roomId: id.slice(0, slash), memberAccount: id.slice(slash + 1) };
  },

  explain: ({ container, error }, { robots }, inputs) => {
    const told = toldBy(error);
    if (inputs === undefined) return told;
    const { roomId, memberAccount } = inputs;
    return robots.get(roomId)?.unconfirmed?.includes(memberAccount)
      ? message`It is not known whether the robot ${memberAccount} is in room ${roomId}; the next \`pulumi up\` asks for it again. ${told}`
      : message`A robot of ${container.name}, which another resource has, could not be added again; the next \`pulumi up\` does it. ${told}`;
  },
};

/** The earliest first. */
function formersIn(robots: RobotsByContainer): Former[] {
  const formers = [...robots].flatMap(([roomId, { deleted }]) =>
    [...timesOf(deleted)].map(([memberAccount, at]) => ({ roomId, memberAccount, at })),
  );
  return formers.sort((one, other) => one.at - other.at);
}

/** What the engine asks of a `RoomRobot`. */
export function roomRobot(context: Context): Lifecycle<Inputs, State> {
  return new RobotLifecycle(context, resource);
}
