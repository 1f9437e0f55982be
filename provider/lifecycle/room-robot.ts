import { addRobot, deleteRobot, getRoomInfo, getRoomMemberList } from "../client/commands";
import { TencentChatError } from "../client/errors";
import type { Context } from "./context";
import { changedProperties, checkInputs, type Fields, roomId, userId } from "./inputs";
import type { Lifecycle } from "./lifecycle";
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

/** Source of the default of 50: "get_room_member_list"; a larger page is not documented. */
const membersPerPage = 50;

const idOf = ({ roomId, memberAccount }: Inputs): string => `${roomId}/${memberAccount}`;
const robotKey = ({ roomId, memberAccount }: Inputs): string => `robot of room ${roomId}: ${memberAccount}`;

/** What the engine asks of a `RoomRobot`. */
export function roomRobot(context: Context): Lifecycle<Inputs, State> {
  const alone = <Result>(inputs: Inputs, work: () => Promise<Result>): Promise<Result> =>
    context.alone(`room ${inputs.roomId}`, work);

  const ensure = (inputs: Inputs): Promise<State> =>
    alone(inputs, async () => {
      const state = { roomId: inputs.roomId, memberAccount: inputs.memberAccount };
      try {
        await context.client.call(addRobot, { RoomId: state.roomId, Member_Account: state.memberAccount });
      } catch (error) {
        if (!(error instanceof TencentChatError) || !error.mayHaveHappened) throw error;
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
    check: async (_olds, news) => checkInputs(fields, news),

    diff: async (_id, olds, news) => {
      const replaces = changedProperties(fields, olds, news);
      return {
        changes: replaces.length > 0 || olds.unconfirmed === true,
        replaces,
        // A room takes a limited number of robots (100700): the new one may need the place of the old one.
        deleteBeforeReplace: true,
      };
    },

    create: async (news) => ({ id: idOf(news), outs: await ensure(news) }),

    // Only asked for when a create was never answered: a change of either property is a replacement.
    update: async (_id, _olds, news) => ({ outs: await ensure(news) }),

    read: async (id, props) => {
      const state = props as State;
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
        await context.client.call(deleteRobot, { RoomId: props.roomId, Member_Account: props.memberAccount });
      }),
  };
}

/** No document says that a room's robots are in its member list, so without being told only a gone room is proof. */
async function roomExists(context: Context, state: State): Promise<boolean> {
  const answer = await context.client.call(getRoomInfo, { RoomId: state.roomId });
  return !answer.gone;
}

async function isInMemberList(context: Context, state: State): Promise<boolean> {
  let Next = "";
  do {
    const page = await context.client.call(getRoomMemberList, {
      RoomId: state.roomId,
      Count: membersPerPage,
      Next,
    });
    if (page.gone) return false;
    if (page.Response?.MemberList?.some(({ Member_Account }) => Member_Account === state.memberAccount))
      return true;
    Next = page.Response?.Next ?? "";
  } while (Next !== "");
  return false;
}
