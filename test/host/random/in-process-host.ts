import { Client } from "../../../provider/client/client";
import { httpTransport, type Transport } from "../../../provider/client/transport";
import { readConfiguration } from "../../../provider/configuration/configuration";
import { byApp, type CallsByApp } from "../../../provider/lifecycle/by-app";
import { chatAccount } from "../../../provider/lifecycle/chat-account";
import { chatbot } from "../../../provider/lifecycle/chatbot";
import { Context } from "../../../provider/lifecycle/context";
import { friendListDeletion } from "../../../provider/lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "../../../provider/lifecycle/group-member-removal";
import { liveGroup } from "../../../provider/lifecycle/live-group";
import { PartialFailure } from "../../../provider/lifecycle/partial-failure";
import { liveGroupRobots, liveRoomRobots } from "../../../provider/lifecycle/robots/live-robots";
import { roomRobot } from "../../../provider/lifecycle/robots/room-robot";
import { roomRobots } from "../../../provider/lifecycle/robots/room-robots";
import { HostError, type Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import { deferred } from "./deferred";
import type { EngineHost, EngineHostOptions, Kill } from "./engine-host";

/** Pauses between attempts are this much shorter than the client's: they only cost time here. */
const hurry = 50;

/** Sends until it is killed, and then nothing more; what it had sent goes its way, unanswered. */
class MortalTransport implements Transport {
  readonly dead: Promise<void>;
  readonly #die: () => void;
  readonly #inner: Transport;
  readonly #kill: Kill | undefined;
  readonly #underWay = new Set<Promise<unknown>>();
  #sent = 0;
  #isDead = false;

  constructor(inner: Transport, kill: Kill | undefined) {
    this.#inner = inner;
    this.#kill = kill;
    const { promise, resolve } = deferred();
    this.dead = promise;
    this.#die = resolve;
  }

  async kill(): Promise<void> {
    this.#isDead = true;
    this.#die();
    await Promise.all(this.#underWay);
  }

  open(): Promise<void> {
    return this.#inner.open();
  }

  async send(url: string, body: string): ReturnType<Transport["send"]> {
    const { moment, at } = this.#kill ?? {};
    const isLast = this.#sent === at;
    if (moment === "before" && isLast) void this.kill();
    if (this.#isDead) return never();
    this.#sent += 1;
    const isDeadly = moment === "after" && this.#sent === at;
    const answer = this.#inner.send(url, body);
    const settled = answer.then(
      () => {},
      () => {},
    );
    this.#underWay.add(settled);
    await settled;
    this.#underWay.delete(settled);
    if (isDeadly) void this.kill();
    return this.#isDead ? never() : answer;
  }
}

function never<Result>(): Promise<Result> {
  return new Promise(() => {});
}

class MortalContext extends Context {
  readonly #client: Client;

  constructor(config: Readonly<Record<string, string>>, kill: (transport: Transport) => Transport) {
    const configuration = readConfiguration((key) => config[key.replace(/^.*:/, "")], {});
    super(configuration);
    const options = configuration.client;
    if (options === undefined) throw new Error(configuration.problems.join(" "));
    const transport = kill(httpTransport(options.baseUrl, options.timeoutSeconds * 1000));
    const sleep = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds / hurry));
    this.#client = new Client(options, { transport, clock: { now: Date.now, sleep } });
  }

  override get client(): Client {
    return this.#client;
  }
}

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
  { kill, timeoutSeconds }: EngineHostOptions,
): EngineHost {
  let transport: MortalTransport | undefined;
  const context = new MortalContext({ ...config, timeoutSeconds: String(timeoutSeconds) }, (inner) => {
    transport = new MortalTransport(inner, kill);
    return transport;
  });
  if (transport === undefined) throw new Error("The context has made no transport.");
  const { dead } = transport;
  const killNow = (): Promise<void> => transport?.kill() ?? Promise.resolve();
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
    kill: killNow,
    stop: async () => {},
  };
}
