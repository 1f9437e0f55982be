import {
  at,
  entriesOf,
  fieldsOf,
  integerOf,
  itemsOf,
  oneOf,
  ShapeError,
  stringOf,
  stringsOf,
} from "../json-reader";
import type { GroupInfo, RoomInfo } from "./containers";
import { chatbotPrefix, groupTypes, limits, printableAscii, roomTypes, utf8Bytes } from "./limits";
import type { Profile, World } from "./world";

type ByUser<T> = readonly (readonly [user: string, value: T])[];

/** What a seed says of one group or room. */
export interface PlaceParts<I> {
  readonly id: string;
  readonly info: I;
  readonly members: readonly string[];
  readonly robots: readonly string[];
  readonly marks: ByUser<readonly number[]>;
}

/** What a seed says of one app, checked. */
export interface AppParts {
  readonly accounts: readonly string[];
  readonly groups: readonly PlaceParts<GroupInfo>[];
  readonly rooms: readonly PlaceParts<RoomInfo>[];
  /** The friends in each list; a list may come twice. */
  readonly friendLists: ByUser<ByUser<readonly string[]>>;
  readonly chatbots: readonly string[];
  readonly profiles: ByUser<Partial<Profile>>;
  readonly deletedAccounts: ByUser<number>;
  readonly friends: ByUser<readonly string[]>;
  readonly listSequences: ByUser<number>;
}

const appParts = [
  "accounts",
  "groups",
  "rooms",
  "friendLists",
  "chatbots",
  "profiles",
  "deletedAccounts",
  "friends",
  "listedFriends",
  "listSequences",
] as const;

const containerFields = ["type", "members", "robots", "name", "owner", "marks"] as const;

/** @throws ShapeError */
export function readApp(world: World, app: unknown, path: string): AppParts {
  const parts = fieldsOf(app, path, appParts);
  const groups = entriesOf(parts.groups, at(path, "groups")).map((entry) => readGroup(world, entry));
  const rooms = entriesOf(parts.rooms, at(path, "rooms")).map((entry) => readRoom(world, entry));
  checkSharedIds(world, groups, rooms, at(path, "rooms"));
  const perUser = <T>(
    name: (typeof appParts)[number],
    read: (value: unknown, path: string) => T,
  ): ByUser<T> =>
    entriesOf(parts[name], at(path, name)).map(([user, value, userPath]) => {
      checkUser(user, userPath);
      return [user, read(value, userPath)];
    });
  const count = (value: unknown, where: string) => integerOf(value, where, 0, Number.MAX_SAFE_INTEGER);
  const friendLists = [
    ...perUser("friendLists", (names, where) =>
      stringsOf(names, where, checkListName).map((name) => [name, []] as const),
    ),
    ...perUser("listedFriends", (lists, where) =>
      entriesOf(lists, where).map(([name, friends, listPath]) => {
        checkListName(name, listPath);
        return [name, stringsOf(friends, listPath, checkUser)] as const;
      }),
    ),
  ];
  checkListCounts(world, friendLists, at(path, "friendLists"));
  return {
    accounts: stringsOf(parts.accounts, at(path, "accounts"), checkUser),
    groups,
    rooms,
    friendLists,
    chatbots: stringsOf(parts.chatbots, at(path, "chatbots"), checkChatbot),
    profiles: perUser("profiles", readProfile),
    deletedAccounts: perUser("deletedAccounts", count),
    friends: perUser("friends", (others, where) => stringsOf(others, where, checkUser)),
    listSequences: perUser("listSequences", count),
  };
}

type Entry = readonly [id: string, value: unknown, path: string];

function readGroup(world: World, [id, value, path]: Entry): PlaceParts<GroupInfo> {
  checkId(id, path, limits.groupIdBytes);
  const parts = fieldsOf(value, path, [...containerFields, "maxMemberCount"]);
  const type = oneOf(parts.type, at(path, "type"), groupTypes);
  checkType(type, world.groups.get(id)?.info.type, path);
  const container = readContainer(parts, path);
  if (type !== "AVChatRoom" && container.robots.length > 0)
    throw new ShapeError(at(path, "robots"), "only an AVChatRoom has robots");
  const most = parts.maxMemberCount;
  const maxMemberCount =
    most === undefined ? {} : { maxMemberCount: integerOf(most, at(path, "maxMemberCount"), 1, 1_000_000) };
  return { id, ...container, info: { type, ...container.info, ...maxMemberCount } };
}

function readRoom(world: World, [id, value, path]: Entry): PlaceParts<RoomInfo> {
  checkId(id, path, limits.roomIdBytes);
  const parts = fieldsOf(value, path, [...containerFields, "settings"]);
  const type = oneOf(parts.type, at(path, "type"), roomTypes);
  checkType(type, world.rooms.get(id)?.info.type, path);
  const container = readContainer(parts, path);
  const settings = entriesOf(parts.settings, at(path, "settings")).map(([key, each]) => [key, each] as const);
  return {
    id,
    ...container,
    info: { type, ...container.info, ...(settings.length > 0 && { settings: Object.fromEntries(settings) }) },
  };
}

function readContainer(parts: { readonly [P in (typeof containerFields)[number]]?: unknown }, path: string) {
  const { name, owner } = parts;
  const text = (value: unknown, key: string, maxBytes: number) =>
    value === undefined ? {} : { [key]: stringOf(value, at(path, key), checkTextOf(maxBytes)) };
  return {
    info: {
      ...text(name, "name", limits.roomNameBytes),
      ...text(owner, "owner", limits.userIdBytes),
    },
    members: stringsOf(parts.members, at(path, "members"), checkUser),
    robots: stringsOf(parts.robots, at(path, "robots"), checkUser),
    marks: entriesOf(parts.marks, at(path, "marks")).map(([user, held, userPath]) => {
      checkUser(user, userPath);
      const readMark = (mark: unknown, markPath: string) =>
        integerOf(mark, markPath, 0, Number.MAX_SAFE_INTEGER);
      return [user, itemsOf(held, userPath, readMark)] as const;
    }),
  };
}

function readProfile(value: unknown, path: string): Partial<Profile> {
  const parts = fieldsOf(value, path, ["nick", "faceUrl", "selfSignature"]);
  const anything = () => undefined;
  const given = Object.entries(parts).filter(([, text]) => text !== undefined);
  return Object.fromEntries(given.map(([key, text]) => [key, stringOf(text, at(path, key), anything)]));
}

/** A live room and a group cannot have one ID. */
function checkSharedIds(
  world: World,
  groups: AppParts["groups"],
  rooms: AppParts["rooms"],
  path: string,
): void {
  const groupIds = new Set([...world.groups.keys(), ...groups.map(({ id }) => id)]);
  const before = [...world.rooms].map(([id, { info }]) => ({ id, info }));
  const shared = [...before, ...rooms].find(({ id, info }) => info.type === "Live" && groupIds.has(id));
  if (shared !== undefined) throw new ShapeError(path, `${JSON.stringify(shared.id)} is a group too`);
}

function checkListCounts(world: World, lists: AppParts["friendLists"], path: string): void {
  const names = new Map<string, Set<string>>();
  for (const [user, more] of lists) {
    const all = new Set([...(names.get(user) ?? world.listsOf(user).keys()), ...more.map(([name]) => name)]);
    if (all.size > limits.listsPerUser)
      throw new ShapeError(at(path, user), `a user has at most ${limits.listsPerUser} friend lists`);
    names.set(user, all);
  }
}

function checkType(type: string, before: string | undefined, path: string): void {
  if (before !== undefined && before !== type)
    throw new ShapeError(at(path, "type"), `it is there already, as ${before}`);
}

const checkUser = checkTextOf(limits.userIdBytes);
const checkListName = checkTextOf(limits.listNameBytes);

function checkChatbot(id: string, path: string): void {
  checkUser(id, path);
  if (!id.startsWith(chatbotPrefix))
    throw new ShapeError(path, `a chatbot's UserID starts with ${chatbotPrefix}`);
}

function checkId(id: string, path: string, maxBytes: number): void {
  checkTextOf(maxBytes)(id, path);
  if (!printableAscii.test(id)) throw new ShapeError(path, "an ID is made of printable ASCII characters");
}

function checkTextOf(maxBytes: number) {
  return (text: string, path: string): void => {
    const bytes = utf8Bytes(text);
    if (bytes === 0 || bytes > maxBytes) throw new ShapeError(path, `must have 1 to ${maxBytes} bytes`);
  };
}
