import { addRobot, deleteRobot, getRoomInfo, getRoomMemberList } from "../client/commands";
import { TencentChatError } from "../client/errors";
import { byText, naming } from "./batches";
import type { Context } from "./context";
import { ExplainedError } from "./explained-error";
import { changedProperties, checkInputs, type Fields, roomId, userId } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { followPages } from "./pages";
import { PartialFailure } from "./partial-failure";

const fields: Fields = {
  roomId: { rule: roomId },
  memberAccount: { rule: userId },
};

interface Inputs {
  readonly roomId: string;
  readonly memberAccount: string;
}

interface State extends Inputs {
  /** Present when the request was sent and never answered: to be sent again, and to be deleted like any other. */
  readonly unconfirmed?: true;
}

/** Source: the error codes of "Adding a Robot". */
const fullOfRobots = 100700;

/** Source of the default of 50: "get_room_member_list"; a larger page is not documented. */
const membersPerPage = 50;

const idOf = ({ roomId, memberAccount }: Inputs): string => `${roomId}/${memberAccount}`;

/** What an id says, for a resource that is read by it. A UserID holds no slash; a room ID may. */
function ofId(id: string): Inputs {
  const slash = id.lastIndexOf("/");
  if (slash < 1 || slash === id.length - 1) {
    throw new ExplainedError(`The id of a RoomRobot is roomId/memberAccount, but this is "${id}".`);
  }
  return { roomId: id.slice(0, slash), memberAccount: id.slice(slash + 1) };
}

const robotKey = ({ roomId, memberAccount }: Inputs): string => `robot of room ${roomId}: ${memberAccount}`;

/** What the engine asks of a `RoomRobot`. */
export function roomRobot(context: Context): Lifecycle<Inputs, State> {
  const alone = <Result>(inputs: Inputs, work: () => Promise<Result>): Promise<Result> =>
    context.alone(`room ${inputs.roomId}`, work);

  // The engine checks every declared resource before it works on any.
  const declared = new Map<string, Set<string>>();
  const whoIsIn = (room: string, error: TencentChatError): string => {
    const robots = [...(declared.get(room) ?? [])].sort(byText);
    return `Room ${room} takes no more robots. This stack declares ${robots.length} in it: ${naming(robots)}. ${error.message}`;
  };

  const ensure = (inputs: Inputs): Promise<State> =>
    alone(inputs, async () => {
      const state = { roomId: inputs.roomId, memberAccount: inputs.memberAccount };
      try {
        await context.client.call(addRobot, { RoomId: state.roomId, Member_Account: state.memberAccount });
      } catch (error) {
        if (!(error instanceof TencentChatError)) throw error;
        if (error.code === fullOfRobots)
          throw new ExplainedError(whoIsIn(state.roomId, error), { cause: error });
        if (!error.mayHaveHappened && !context.isRemoved(robotKey(state))) throw error;
        context.claim(robotKey(state));
        throw new PartialFailure(
          idOf(state),
          { ...state, unconfirmed: true },
          `It is not known whether the robot ${state.memberAccount} is in room ${state.roomId}; the next \`pulumi up\` asks for it again. ${error.message}`,
        );
      }
      context.claim(robotKey(state));
      return state;
    });

  return {
    check: async (olds, news) => {
      // As for LiveGroupRobots: this resource may see no other call in this run, and another one still have the robot.
      if (changedProperties(fields, olds, news).length === 0 && !context.isRemoved(robotKey(news))) {
        context.claim(robotKey(news));
      }
      const robots = declared.get(news.roomId) ?? new Set();
      declared.set(news.roomId, robots.add(news.memberAccount));
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const replaces = changedProperties(fields, olds, news);
      return {
        changes: replaces.length > 0 || olds.unconfirmed === true || context.isRemoved(robotKey(news)),
        replaces,
        // A room takes a limited number of robots (100700): the new one may need the place of the old one.
        deleteBeforeReplace: true,
      };
    },

    create: async (news) => ({ id: idOf(news), outs: await ensure(news) }),

    // Only asked for when a create was never answered, or when another resource removed the robot in this run: a change
    // of either property is a replacement.
    update: async (_id, _olds, news) => ({ outs: await ensure(news) }),

    read: async (id, props) => {
      const state = props?.roomId === undefined ? ofId(id) : props;
      const there = context.configuration.behaviour.roomRobotsInMemberList
        ? await isInMemberList(context, state)
        : await roomExists(context, state);
      return there
        ? { id, props: state, inputs: { roomId: state.roomId, memberAccount: state.memberAccount } }
        : {};
    },

    delete: (_id, props) =>
      alone(props, async () => {
        if (context.isClaimed(robotKey(props))) return;
        context.remove(robotKey(props));
        await context.client.call(deleteRobot, { RoomId: props.roomId, Member_Account: props.memberAccount });
      }),
  };
}

/** No document says that a room's robots are in its member list, so without being told only a gone room is proof. */
async function roomExists(context: Context, state: State): Promise<boolean> {
  const answer = await context.client.call(getRoomInfo, { RoomId: state.roomId });
  return !answer.gone;
}

/** A list that goes round in a circle is no proof of anything: the robot counts as there. */
async function isInMemberList(context: Context, state: State): Promise<boolean> {
  let found = false;
  const ended = await followPages("", async (Next) => {
    const page = await context.client.call(getRoomMemberList, {
      RoomId: state.roomId,
      Count: membersPerPage,
      Next,
    });
    if (page.gone) return undefined;
    const { MemberList = [], Next: next } = page.Response ?? {};
    found = MemberList.some(({ Member_Account }) => Member_Account === state.memberAccount);
    return found ? undefined : next;
  });
  return found || !ended;
}
