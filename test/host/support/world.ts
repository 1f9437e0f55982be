import {
  type AppSeed,
  type AppState,
  type Emulator,
  type EmulatorOptions,
  type Region,
  type RequestRecord,
  startEmulator,
} from "pulumi-tencent-chat/emulator";
import { assertNoSecrets } from "../../support/secrets";
import { type Host, type HostOptions, startHost } from "./host";
import { type Relay, type RelayOptions, startRelay } from "./relay";

export const sdkAppId = 1400000000;
/** As long as a real one, and like no ordinary word. */
export const secretKey = "8d1f6e0b7c5a49327e6f8091a2b3c4d5e6f708192a3b4c5d6e7f80918a7b6c5d";

/** The SDKAppID and the SecretKey of the other apps, in the order in which a test names them. */
export function otherApp(at: number): { readonly sdkAppId: number; readonly secretKey: string } {
  return { sdkAppId: sdkAppId + at + 1, secretKey: `${at}${[...secretKey].reverse().join("")}` };
}

/** Short names of the commands that tests ask for. */
export const commands = {
  addRobots: "group_open_avchatroom_http_svc/add_robots",
  delRobots: "group_open_avchatroom_http_svc/del_robots",
  getMembers: "group_open_avchatroom_http_svc/get_members",
  addRobot: "room_engine_http_srv/add_robot",
  deleteRobot: "room_engine_http_srv/delete_robot",
  getRoomInfo: "room_engine_http_srv/get_room_info",
  getRoomMemberList: "room_engine_http_srv/get_room_member_list",
  addLiveRobots: "live_engine_http_srv/add_robot",
  delLiveRobots: "live_engine_http_srv/del_robot",
  getLiveRobots: "live_engine_http_srv/get_robot",
  accountImport: "im_open_login_svc/account_import",
  accountCheck: "im_open_login_svc/account_check",
  getProfiles: "profile/portrait_get",
  accountDelete: "im_open_login_svc/account_delete",
  createChatbot: "openim_robot_http_svc/create_robot",
  deleteChatbot: "openim_robot_http_svc/delete_robot",
  getChatbots: "openim_robot_http_svc/get_all_robots",
  setProfile: "profile/portrait_set",
  createGroup: "group_open_http_svc/create_group",
  destroyGroup: "group_open_http_svc/destroy_group",
  getGroupInfo: "group_open_http_svc/get_group_info",
  modifyGroup: "group_open_http_svc/modify_group_base_info",
  deleteGroupMember: "group_open_http_svc/delete_group_member",
  deleteFriendLists: "sns/group_delete",
} as const;

/** Requests for one call in these tests: one more than one, so that a repetition shows, and no long pauses. */
export const maxAttempts = 2;

export interface WorldOptions {
  /** What the service holds at the start. @default nothing */
  readonly seed?: AppSeed;
  /** What the service holds at the start of other apps, by their names in `tencent-chat:apps`. @default no other apps */
  readonly apps?: Readonly<Record<string, AppSeed>>;
  /** Keys of the stack's configuration without their namespace, beside those that a call needs. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** @default a service whose online lists are always fresh */
  readonly emulator?: Omit<EmulatorOptions, "seed" | "apps">;
  /** The region of the app. @default any */
  readonly region?: Region;
}

/** The service, and the hosts that one stack starts: one for each `pulumi up`. */
export class World {
  readonly emulator: Emulator;
  readonly #config: Readonly<Record<string, string>>;
  readonly #secrets: readonly string[];
  readonly #hosts: Host[] = [];
  readonly #relays: Relay[] = [];

  constructor(emulator: Emulator, config: Readonly<Record<string, string>>, secrets: readonly string[]) {
    this.emulator = emulator;
    this.#config = config;
    this.#secrets = secrets;
  }

  /**
   * Starts a host, configured to call this service. What a resource of this run declares is remembered there, so what
   * happens in the next run needs the next host.
   *
   * @param config keys without their namespace; undefined takes one away
   */
  async host(
    config: Readonly<Record<string, string | undefined>> = {},
    options: Omit<HostOptions, "config"> = {},
  ): Promise<Host> {
    const all = Object.entries({
      sdkAppId: String(sdkAppId),
      secretKey,
      endpoint: this.emulator.url,
      maxAttempts: String(maxAttempts),
      ...this.#config,
      ...config,
    });
    const given = all.flatMap(([key, value]) =>
      value === undefined ? [] : [[`tencent-chat:${key}`, value]],
    );
    const host = await startHost({ ...options, config: Object.fromEntries(given) });
    this.#hosts.push(host);
    return host;
  }

  /** Starts a gateway in front of the service. */
  async relay(options?: RelayOptions): Promise<Relay> {
    const relay = await startRelay(this.emulator.url, options);
    this.#relays.push(relay);
    return relay;
  }

  /** What the service holds now. */
  get state(): AppState {
    const state = this.emulator.state()[sdkAppId];
    if (state === undefined) throw new Error("The emulator serves another app.");
    return state;
  }

  /** @param app the SDKAppID of a named app; the stack's own if left out */
  robotsOfGroup(groupId: string, app = sdkAppId): string[] | undefined {
    return this.emulator.state()[app]?.groups[groupId]?.robots;
  }

  robotsInRoom(roomId: string): string[] | undefined {
    return this.state.rooms[roomId]?.robots;
  }

  /** Requests in the order of their arrival; all, or those of one command. */
  requests(command?: string): RequestRecord[] {
    return this.emulator.requests().filter((record) => command === undefined || record.command === command);
  }

  /** The last part of the command of every request, in the order of arrival. */
  get log(): string[] {
    return this.requests().map(({ command }) => command.split("/")[1] ?? "");
  }

  /** Replaces all that the service holds, as somebody does who works on it by hand. Empties the request log. */
  becomes(seed: AppSeed): void {
    this.emulator.reset();
    this.emulator.seed({ [sdkAppId]: seed });
  }

  /** Ends all that was started, and searches what the hosts have said. */
  async end(): Promise<void> {
    await Promise.all([...this.#hosts, ...this.#relays].map((each) => each.stop()));
    await this.emulator.stop();
    assertNoSecrets(
      this.#hosts.flatMap((host) => host.said),
      this.#secrets,
    );
  }
}

export async function startWorld({
  seed = {},
  apps = {},
  config = {},
  emulator = {},
  region,
}: WorldOptions = {}): Promise<World> {
  const identifier = "administrator";
  const named = Object.keys(apps).map((name, at) => ({ name, ...otherApp(at) }));
  const seeds = Object.entries(apps).map(([, held], at) => [otherApp(at).sdkAppId, held]);
  const service = await startEmulator({
    listDelaySeconds: 0,
    ...emulator,
    apps: [{ sdkAppId, secretKey }, ...named].map((app) => ({ ...app, identifier, region })),
    seed: { [sdkAppId]: seed, ...Object.fromEntries(seeds) },
  });
  const configured = named.map(({ name, ...app }) => [name, { ...app, endpoint: service.url }]);
  return new World(
    service,
    { ...(named.length === 0 ? {} : { apps: JSON.stringify(Object.fromEntries(configured)) }), ...config },
    [secretKey, ...named.map((app) => app.secretKey)],
  );
}

/** Runs a test in a world of its own, which ends with it; nothing that a host said may hold a secret. */
export async function inWorld(options: WorldOptions, test: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(options);
  try {
    await test(world);
  } finally {
    await world.end();
  }
}

/** Names `prefix-1` to `prefix-count`, with as many digits as keep them in order. */
export function names(prefix: string, count: number): string[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, at) => `${prefix}-${String(at + 1).padStart(digits, "0")}`);
}

/** One host for all tests of a `describe`, which must call nothing at the service: where that host ends, all is searched. */
export function sharedHost(): () => Host {
  let world: World | undefined;
  let host: Host | undefined;
  before(async () => {
    world = await startWorld();
    host = await world.host();
  });
  after(async () => {
    const requests = world?.requests();
    await world?.end();
    if (requests?.length !== 0) throw new Error("These tests were to call nothing at the service.");
  });
  return () => {
    if (host === undefined) throw new Error("The host is there once the tests run.");
    return host;
  };
}
