import { byApp, type CallsByApp } from "../../../provider/lifecycle/by-app";
import { chatAccount } from "../../../provider/lifecycle/chat-account";
import { chatbot } from "../../../provider/lifecycle/chatbot";
import { friendListDeletion } from "../../../provider/lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "../../../provider/lifecycle/group-member-removal";
import { liveGroup } from "../../../provider/lifecycle/live-group";
import { PartialFailure } from "../../../provider/lifecycle/partial-failure";
import { liveGroupRobots, liveRoomRobots } from "../../../provider/lifecycle/robots/live-robots";
import { roomRobot } from "../../../provider/lifecycle/robots/room-robot";
import { roomRobots } from "../../../provider/lifecycle/robots/room-robots";
import { HostError, type Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import type { EngineHost, EngineHostOptions } from "./engine-host";
import { mortal } from "./mortal";

/** What goes between processes: a copy, without what JSON cannot say. */
function onTheWire(properties: object): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}

async function answered<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PartialFailure) {
      const { id, reasons, message } = error;
      throw new HostError(message, { id, state: onTheWire(error.properties), reasons });
    }
    throw new HostError((error as Error).message, undefined);
  }
}

type AnyLifecycle = CallsByApp<Properties, Properties>;

/**
 * The lifecycles themselves, in this process, where an `up` costs milliseconds: a context of its own for each, as in the
 * host, and real requests.
 */
export function inProcessHost(
  config: Readonly<Record<string, string>>,
  options: EngineHostOptions,
): EngineHost {
  const { context, dead, kill } = mortal(config, options);
  const lifecycles: Readonly<Record<ResourceType, unknown>> = {
    ChatAccount: byApp("ChatAccount", () => context, chatAccount),
    Chatbot: byApp("Chatbot", () => context, chatbot),
    LiveGroup: byApp("LiveGroup", () => context, liveGroup),
    LiveRoomRobots: byApp("LiveRoomRobots", () => context, liveRoomRobots),
    LiveGroupRobots: byApp("LiveGroupRobots", () => context, liveGroupRobots),
    RoomRobot: byApp("RoomRobot", () => context, roomRobot),
    RoomRobots: byApp("RoomRobots", () => context, roomRobots),
    GroupMemberRemoval: byApp("GroupMemberRemoval", () => context, groupMemberRemoval),
    FriendListDeletion: byApp("FriendListDeletion", () => context, friendListDeletion),
  };
  const of = (type: ResourceType): AnyLifecycle => lifecycles[type] as AnyLifecycle;
  const read: EngineHost["read"] = ({ type, id, state }) =>
    answered(
      of(type)
        .read(id, onTheWire(state))
        .then((found) =>
          found.id === undefined
            ? undefined
            : {
                type,
                id: found.id,
                state: onTheWire(found.props ?? {}),
                inputs: onTheWire(found.inputs ?? {}),
              },
        ),
    );
  return {
    check: (type, news, olds = {}, name) =>
      answered(
        of(type)
          .check(
            onTheWire(olds),
            onTheWire(news),
            name === undefined ? undefined : { key: `${type} ${name}`, name },
          )
          .then(({ inputs = {}, failures = [] }) => ({ inputs: onTheWire(inputs), failures })),
      ),
    diff: ({ type, id, state }, news) =>
      answered(
        of(type)
          .diff(id, onTheWire(state), onTheWire(news))
          .then(({ changes, replaces = [], deleteBeforeReplace = false }) => ({
            changes,
            replaces,
            deleteBeforeReplace,
          })),
      ),
    create: (type, news) =>
      answered(
        of(type)
          .create(onTheWire(news))
          .then(({ id, outs = {} }) => ({ type, id, state: onTheWire(outs) })),
      ),
    read,
    get: (type, id) => read({ type, id, state: {} }),
    update: ({ type, id, state }, news) =>
      answered(
        of(type)
          .update(id, onTheWire(state), onTheWire(news))
          .then(({ outs = {} }) => ({ type, id, state: onTheWire(outs) })),
      ),
    delete: ({ type, id, state }) => answered(of(type).delete(id, onTheWire(state))),
    dead,
    kill,
    stop: async () => {},
  };
}
