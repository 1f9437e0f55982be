import { at, fieldsOf, integerOf, ShapeError, stringOf } from "../json-reader";
import { type Container, type Group, leave } from "./containers";
import { dismissRobot } from "./marks";
import type { World } from "./world";

/** By SDKAppID. */
type Apps = ReadonlyMap<number, { readonly world: World }>;

/** A removal by hand. */
export interface Removal {
  readonly sdkAppId: number;
  /** In words, such as "robot". */
  readonly what: "robot" | "member" | "group" | "room";
}

const names = ["sdkAppId", "group", "room", "robot", "member"] as const;

/**
 * Removes a group or a room, or a robot or a member of one: `{ group, robot }`. It drops the cached list of online members, so that
 * a client sees the effect at once.
 * @param given with `sdkAppId` if the emulator serves several apps
 * @throws ShapeError that says what is wrong, or does not exist
 */
export function removeByHand(apps: Apps, given: unknown): Removal {
  const fields = fieldsOf(given, "removal", names);
  const sdkAppId = appOf(apps, fields.sdkAppId);
  const { world } = apps.get(sdkAppId) ?? fail("sdkAppId", "the emulator serves no such SDKAppID");
  if ((fields.group === undefined) === (fields.room === undefined))
    throw new ShapeError("removal", "must have either group or room");
  if (fields.robot !== undefined && fields.member !== undefined)
    throw new ShapeError("removal", "may have robot or member, not both");
  const kind = fields.group === undefined ? "room" : "group";
  const id = textOf(kind, fields[kind]);
  const container = containersOf(world, kind).get(id) ?? fail(kind, "does not exist");
  if (fields.robot !== undefined) {
    const robot = textOf("robot", fields.robot);
    if (!container.robots.has(robot)) fail("robot", `is no robot of the ${kind}`);
    dismissRobot(container, robot);
  } else if (fields.member !== undefined) {
    const member = textOf("member", fields.member);
    if (!container.members.has(member)) fail("member", `is no member of the ${kind}`);
    removeMember(container, member);
  } else {
    containersOf(world, kind).delete(id);
    return { sdkAppId, what: kind };
  }
  container.onlineList = undefined;
  return { sdkAppId, what: fields.robot === undefined ? "member" : "robot" };
}

function appOf(apps: Apps, given: unknown): number {
  const [only, ...more] = apps.keys();
  if (given === undefined && only !== undefined && more.length === 0) return only;
  if (given === undefined) fail("sdkAppId", "is missing; the emulator serves several apps");
  return integerOf(given, at("removal", "sdkAppId"), 1, Number.MAX_SAFE_INTEGER);
}

function containersOf(world: World, kind: "group" | "room"): Map<string, Container & Pick<Group, "details">> {
  return kind === "group" ? world.groups : world.rooms;
}

/** A member that is also a robot stays a robot. */
function removeMember(container: Container & Pick<Group, "details">, account: string): void {
  const robot = container.robots.get(account);
  leave(container, account);
  if (robot !== undefined) container.robots.set(account, robot);
}

function textOf(name: (typeof names)[number], value: unknown): string {
  return stringOf(value, at("removal", name), () => undefined);
}

function fail(name: (typeof names)[number], problem: string): never {
  throw new ShapeError(at("removal", name), problem);
}
