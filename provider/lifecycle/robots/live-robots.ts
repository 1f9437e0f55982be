import { robotsPerLiveRoom } from "../../client/commands";
import { message } from "../../client/message";
import { byText } from "../batches";
import { listOf } from "../collection-rules";
import { toldBy } from "../explained-error";
import type { Fields } from "../inputs";
import { groupId, roomId, userId } from "../rules";
import { Container, type ContainerKind, liveGroup, liveRoom } from "./containers";
import { robotLifecycle } from "./engine-calls";
import { encodeRobots, type RecordedRobots } from "./robot-set";

/** The robots of one live group, or of one live room: the state is the group or room, and what is recorded of its robots. */
interface Inputs {
  readonly groupId?: string;
  readonly roomId?: string;
  readonly memberAccounts: readonly string[];
}

function robotsOfOne(idProperty: "groupId" | "roomId", kind: ContainerKind, fields: Fields) {
  return robotLifecycle<Inputs, Inputs & RecordedRobots>({
    kind,
    fields,
    isDeletedBeforeReplace: false,
    idOf: (inputs) => inputs[idProperty] ?? "",

    decode: ({ [idProperty]: id = "", memberAccounts, ...notes }) =>
      new Map(memberAccounts === undefined ? [] : [[id, { memberAccounts, ...notes }]]),

    encode: ([only], { [idProperty]: id = "" }) => ({ [idProperty]: id, ...encodeRobots(only?.robots) }),

    inputsOf: async (id, context) => {
      const listing = await new Container(context, kind, id).list();
      return listing && { [idProperty]: id, memberAccounts: [...listing.accounts].sort(byText) };
    },

    explain: ([{ item, error }], inputs) => {
      if (inputs === undefined || item.progress === "") return undefined;
      return message`The robots of ${item.container.name} are only partly as declared (${item.progress}). The next \`pulumi up\` does the rest. ${toldBy(error)}`;
    },
  });
}

/** What the engine asks of a `LiveGroupRobots`. */
export const liveGroupRobots = robotsOfOne("groupId", liveGroup, {
  groupId: { rule: groupId },
  memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
});

/** What the engine asks of a `LiveRoomRobots`. */
export const liveRoomRobots = robotsOfOne("roomId", liveRoom, {
  roomId: { rule: roomId },
  memberAccounts: { rule: listOf(userId, "UserIDs", robotsPerLiveRoom), isSet: true },
});
