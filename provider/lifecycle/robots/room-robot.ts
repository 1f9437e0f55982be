import { message } from "../../client/message";
import { ExplainedError, toldBy } from "../explained-error";
import { roomId, userId } from "../rules";
import { conferenceRoom } from "./containers";
import { robotLifecycle } from "./engine-calls";
import type { RecordedRobots } from "./robot-set";

interface Inputs {
  readonly roomId: string;
  readonly memberAccount: string;
}

interface State extends Inputs {
  /** When the robot was added, in milliseconds since the epoch. */
  readonly addedAt?: number;
  /** The former robots of this resource, and when it deleted each, while no other resource was known to have it. */
  readonly deleted?: readonly (Inputs & { readonly at: number })[];
  /** Present if it is not known whether the robot is there. The next `up` adds it again; a destroy deletes it like any other. */
  readonly unconfirmed?: true;
}

/**
 * One robot in one room. Both inputs identify it, so a change of either replaces it: the former robot is deleted first. The state
 * records the former robots, which may be in other rooms.
 */
export const roomRobot = robotLifecycle<Inputs, State>({
  kind: conferenceRoom,
  fields: { roomId: { rule: roomId }, memberAccount: { rule: userId } },
  isDeletedBeforeReplace: true,
  idOf: ({ roomId, memberAccount }) => `${roomId}/${memberAccount}`,

  decode: ({ roomId, memberAccount, addedAt, deleted = [], unconfirmed }) => {
    if (roomId === undefined || memberAccount === undefined) return new Map();
    const own: RecordedRobots = {
      memberAccounts: [memberAccount],
      added: addedAt === undefined ? [] : [{ at: addedAt }],
      unconfirmed: unconfirmed === undefined ? [] : [memberAccount],
    };
    const robots = new Map([[roomId, own]]);
    for (const { at, ...former } of deleted) {
      const { deleted: others = [], ...known } = robots.get(former.roomId) ?? { memberAccounts: [] };
      const deletion = { at, memberAccounts: [former.memberAccount] };
      robots.set(former.roomId, { ...known, deleted: [...others, deletion] });
    }
    return robots;
  },

  encode: (all, { roomId, memberAccount }) => {
    const own = all.find(({ container }) => container.id === roomId)?.robots.get(memberAccount);
    if (!own?.isOwned) return undefined;
    const formers = all.flatMap(({ container, robots }) =>
      [...robots].flatMap(([memberAccount, { deletedAt: at }]) =>
        at === undefined ? [] : { roomId: container.id, memberAccount, at },
      ),
    );
    const deleted = formers.sort((one, other) => one.at - other.at);
    return {
      roomId,
      memberAccount,
      ...(own.addedAt === undefined ? {} : { addedAt: own.addedAt }),
      ...(deleted.length === 0 ? {} : { deleted }),
      ...(own.isUnconfirmed ? { unconfirmed: true } : {}),
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

  explain: ([{ item, error }], inputs) => {
    if (inputs === undefined) return undefined;
    const { roomId, memberAccount } = inputs;
    const { container, robots } = item;
    return container.id === roomId && robots.get(memberAccount)?.isUnconfirmed
      ? message`It is not known whether the robot ${memberAccount} is in room ${roomId}; the next \`pulumi up\` adds it again. ${toldBy(error)}`
      : message`A robot that another resource has in ${container.name} could not be added again; the next \`pulumi up\` adds it. ${toldBy(error)}`;
  },
});
