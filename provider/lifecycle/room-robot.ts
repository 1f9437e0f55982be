import { addRobot, deleteRobot } from "../client/commands";
import { isTencentChatError, TencentChatError } from "../client/errors";
import { byText, naming } from "./batches";
import { placeOfRoom, readMembers, roomExists } from "./conference-room";
import type { Context } from "./context";
import { withoutOld } from "./dated";
import { ExplainedError } from "./explained-error";
import { changedProperties, checkInputs, type Fields, roomId, userId } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import type { Robots } from "./ownership";
import { PartialFailure } from "./partial-failure";

const fields: Fields = {
  roomId: { rule: roomId },
  memberAccount: { rule: userId },
};

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
  /** Present when the request was sent and never answered: to be sent again, and to be deleted like any other. */
  readonly unconfirmed?: true;
}

/** Source: the error codes of "Adding a Robot". */
const fullOfRobots = 100700;

const idOf = ({ roomId, memberAccount }: Inputs): string => `${roomId}/${memberAccount}`;

/** What an id says, for a resource that is read by it. A UserID holds no slash; a room ID may. */
function ofId(id: string): Inputs {
  const slash = id.lastIndexOf("/");
  if (slash < 1 || slash === id.length - 1) {
    throw new ExplainedError(`The id of a RoomRobot is roomId/memberAccount, but this is "${id}".`);
  }
  return { roomId: id.slice(0, slash), memberAccount: id.slice(slash + 1) };
}

const robotOf = ({ roomId, memberAccount }: Inputs): Robots => ({
  place: placeOfRoom(roomId),
  accounts: [memberAccount],
});

/** What the engine asks of a `RoomRobot`. */
export function roomRobot(context: Context): Lifecycle<Inputs, State> {
  const { ownership } = context;
  const withLock = <Result>(inputs: Inputs, work: () => Promise<Result>): Promise<Result> =>
    context.withLock(placeOfRoom(inputs.roomId), work);
  const ask = (command: typeof addRobot, { roomId, memberAccount }: Inputs) =>
    context.client.call(command, { RoomId: roomId, Member_Account: memberAccount });

  // The engine checks every declared resource before it works on any.
  const declared = new Map<string, Set<string>>();
  const whoIsIn = (room: string, error: TencentChatError): string => {
    const robots = [...(declared.get(room) ?? [])].sort(byText);
    return `Room ${room} takes no more robots. This stack declares ${robots.length} in it: ${naming(robots)}. ${error.message}`;
  };

  // What a resource was before it became this; a create in place of what was deleted is told nothing of that.
  const former = new Map<string, State>();
  const formerOf = (inputs: Inputs): Former[] => {
    const was = former.get(idOf(inputs));
    if (was === undefined) return [];
    const { roomId, memberAccount, deleted = [] } = was;
    return [...withoutOld(deleted, context.now()), { roomId, memberAccount, at: context.now() }];
  };

  const ensure = (inputs: Inputs, deleted: readonly Former[]): Promise<State> =>
    withLock(inputs, async () => {
      const state = { roomId: inputs.roomId, memberAccount: inputs.memberAccount };
      try {
        await ask(addRobot, state);
      } catch (error) {
        if (!(error instanceof TencentChatError)) throw error;
        if (error.code === fullOfRobots)
          throw new ExplainedError(whoIsIn(state.roomId, error), { cause: error });
        if (!error.mayHaveHappened && !isDoubtful(state)) throw error;
        ownership.isThere(robotOf(state));
        throw new PartialFailure(
          idOf(state),
          { ...state, ...noted(deleted), unconfirmed: true },
          `It is not known whether the robot ${state.memberAccount} is in room ${state.roomId}; the next \`pulumi up\` asks for it again. ${error.message}`,
        );
      }
      ownership.isThere(robotOf(state));
      return { ...state, addedAt: context.now() };
    });

  /** Adds it for another resource that has it, too, and that may see no call in this run; see {@link Ownership}. */
  const giveBack = async (robot: Inputs): Promise<void> => {
    try {
      await ask(addRobot, robot);
    } catch (error) {
      // With the room, that robot is gone: what is left to do is to forget it.
      if (!isGone(error)) throw error;
    }
    ownership.isThere(robotOf(robot));
  };

  const isDoubtful = (robot: Inputs): boolean => ownership.doubtful(robotOf(robot)).length > 0;
  const isMissed = (robot: Inputs): boolean => ownership.missed(robotOf(robot)).length > 0;
  const isContested = (robot: Inputs): boolean => ownership.contested(robotOf(robot)).length > 0;
  const stays = (robot: Inputs): boolean => ownership.staying(robotOf(robot)).length > 0;

  /** The state with what the resource deleted to become this one, unless another resource has that by now. */
  const remembering = async (state: State, deleted: readonly Former[]): Promise<State> => {
    const kept: Former[] = [];
    for (const [index, robot] of deleted.entries()) {
      await withLock(robot, async () => {
        if (isMissed(robot)) {
          try {
            await giveBack(robot);
          } catch (error) {
            if (!(error instanceof TencentChatError)) throw error;
            const message = `The robot ${robot.memberAccount} of room ${robot.roomId}, which another resource has, could not be added again; the next \`pulumi up\` does it. ${error.message}`;
            const rest = noted([...kept, ...deleted.slice(index)]);
            throw new PartialFailure(idOf(state), { ...state, ...rest }, message);
          }
        }
        if (ownership.present(robotOf(robot)).length === 0) kept.push(robot);
      });
    }
    return { ...state, ...noted(kept) };
  };

  /** Ids of those that the engine had deleted in this run. */
  const deletedNow = new Set<string>();
  /** Deletes it, unless another resource has it. */
  const letGo = (robot: Inputs): Promise<void> =>
    withLock(robot, async () => {
      if (isContested(robot)) await giveBack(robot);
      if (stays(robot)) return;
      ownership.isDeleted(robotOf(robot));
      await ask(deleteRobot, robot);
    });

  const recall = ({ deleted = [] }: Pick<State, "deleted">): void => {
    for (const robot of deleted) ownership.deletedAt(robotOf(robot), robot.at);
  };

  return {
    check: async (olds, news) => {
      if (olds.roomId !== undefined) {
        if (changedProperties(fields, olds, news).length === 0) ownership.keep(robotOf(olds));
        else {
          ownership.giveUp(robotOf(olds));
          former.set(idOf(news), olds);
        }
      }
      const robots = declared.get(news.roomId) ?? new Set();
      declared.set(news.roomId, robots.add(news.memberAccount));
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const replaces = changedProperties(fields, olds, news);
      recall(olds);
      // Where `check` has said so, but its olds hold inputs only.
      if (replaces.length > 0) former.set(idOf(news), olds);
      else if (olds.addedAt !== undefined) {
        ownership.addedAt(robotOf(olds), olds.addedAt);
      }
      const isLost = isDoubtful(news) || (olds.deleted ?? []).some(isMissed);
      return {
        changes: replaces.length > 0 || olds.unconfirmed === true || isLost,
        replaces,
        // A room takes a limited number of robots (100700): the new one may need the place of the old one.
        deleteBeforeReplace: true,
      };
    },

    create: async (news) => {
      const was = former.get(idOf(news));
      // It was deleted in an up that ended before this create. Since then, another resource may have left it where it is,
      // for this one to have it again, which is not to be after all.
      if (was !== undefined && !deletedNow.has(idOf(was))) await letGo(was);
      const deleted = formerOf(news);
      return { id: idOf(news), outs: await remembering(await ensure(news, deleted), deleted) };
    },

    // Only asked for when something was never answered, or when another resource deleted the robot: a change of either
    // property is a replacement.
    update: async (_id, olds, news) => {
      const deleted = withoutOld(olds.deleted ?? [], context.now());
      return { outs: await remembering(await ensure(news, deleted), deleted) };
    },

    read: async (id, props) => {
      const state = props?.roomId === undefined ? ofId(id) : props;
      const there = context.configuration.behaviour.roomRobotsInMemberList
        ? await isInMemberList(context, state)
        : await roomExists(context, state.roomId);
      return there
        ? { id, props: state, inputs: { roomId: state.roomId, memberAccount: state.memberAccount } }
        : {};
    },

    delete: async (_id, olds) => {
      recall(olds);
      await remembering(olds, olds.deleted ?? []);
      deletedNow.add(idOf(olds));
      await letGo(olds);
    },

    leave: ({ roomId, memberAccount, deleted }) => {
      if (roomId !== undefined && memberAccount !== undefined) {
        ownership.giveUp(robotOf({ roomId, memberAccount }));
      }
      recall({ deleted });
    },
  };
}

/** The property of a state that tells of them, if there are any. */
function noted(deleted: readonly Former[]): Pick<State, "deleted"> {
  return deleted.length === 0 ? {} : { deleted };
}

/** A room that is not there, or of another kind, has no robots to lose. */
function isGone(error: unknown): boolean {
  return isTencentChatError(error) && error.code !== undefined && deleteRobot.goneCodes.includes(error.code);
}

async function isInMemberList(context: Context, { roomId, memberAccount }: Inputs): Promise<boolean> {
  let found = false;
  await readMembers(context, roomId, (page) => {
    found = page.includes(memberAccount);
    return !found;
  });
  return found;
}
