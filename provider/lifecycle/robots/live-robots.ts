import { robotsPerLiveRoom } from "../../client/commands";
import { listOf } from "../collection-rules";
import type { Context } from "../context";
import type { Lifecycle } from "../lifecycle";
import { groupId, roomId, userId } from "../rules";
import { liveGroup, liveRoom } from "./containers";
import { RobotLifecycle, type RobotResource } from "./engine-calls";
import { noRobots, type OwnedRobots } from "./robot-set";

/** The robots of one live group, or of one live room: the state is the group or room, and what is recorded of its robots. */
interface Inputs {
  readonly groupId?: string;
  readonly roomId?: string;
  readonly memberAccounts: readonly string[];
}

interface State extends Inputs, OwnedRobots {}

function robotsOfOne(
  idProperty: "groupId" | "roomId",
  rest: Pick<RobotResource<Inputs, State>, "kind" | "fields">,
): RobotResource<Inputs, State> {
  return {
    ...rest,
    replacedBy: [idProperty],
    isDeletedBeforeReplace: false,
    idOf: (inputs) => inputs[idProperty] ?? "",

    decode: ({ [idProperty]: id = "", memberAccounts, ...notes }) =>
      new Map(memberAccounts !== undefined ? [[id, { ...notes, memberAccounts }]] : []),

    encode: (robots, { [idProperty]: id = "" }) => ({ [idProperty]: id, ...(robots.get(id) ?? noRobots) }),

    inputsOf: async (id, list) => {
      const memberAccounts = await list(id);
      return memberAccounts && { [idProperty]: id, memberAccounts };
    },
  };
}

const inLiveGroup = robotsOfOne("groupId", {
  kind: liveGroup,
  fields: {
    groupId: { rule: groupId },
    memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
  },
});

const inLiveRoom = robotsOfOne("roomId", {
  kind: liveRoom,
  fields: {
    roomId: { rule: roomId },
    memberAccounts: { rule: listOf(userId, "UserIDs", robotsPerLiveRoom), isSet: true },
  },
});

/** What the engine asks of a `LiveGroupRobots`. */
export function liveGroupRobots(context: Context): Lifecycle<Inputs, State> {
  return new RobotLifecycle(context, inLiveGroup);
}

/** What the engine asks of a `LiveRoomRobots`. */
export function liveRoomRobots(context: Context): Lifecycle<Inputs, State> {
  return new RobotLifecycle(context, inLiveRoom);
}
