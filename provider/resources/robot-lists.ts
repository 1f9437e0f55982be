import pulumi = require("@pulumi/pulumi");

/** Robots as a fixture names them. */
export type RobotsOfFixture = pulumi.Input<readonly pulumi.Input<string>[]>;

/** Robots by their UserIDs, as a resource takes them. */
export type RobotList = pulumi.Input<pulumi.Input<string>[]>;

const isPlainList = (robots: RobotsOfFixture): robots is readonly pulumi.Input<string>[] =>
  Array.isArray(robots);

/** Whether the list is known to be empty. */
export const isEmpty = (robots: RobotsOfFixture): boolean => isPlainList(robots) && robots.length === 0;

/** The UserID of each robot. A preview shows the known UserIDs of a plain list. */
export function mapped(
  robots: RobotsOfFixture,
  accountOf: (robot: string) => pulumi.Output<string>,
): RobotList {
  const each = (robot: pulumi.Input<string>): pulumi.Output<string> => pulumi.output(robot).apply(accountOf);
  if (isPlainList(robots)) return robots.map(each);
  return pulumi.output(robots).apply((known) => {
    // `check` refuses a value that is no list, and says what is wrong with it.
    const list = known as string[];
    return Array.isArray(list) ? pulumi.all(list.map(each)) : pulumi.output(list);
  });
}

interface RobotsInRoom {
  readonly roomId: pulumi.Input<string>;
  readonly robots: RobotList;
}

/** The robots by the ID of their room, which several fixtures may share. If one ID is unknown, the whole map is. */
export function byRoom(all: readonly RobotsInRoom[]): pulumi.Input<Record<string, RobotList>> {
  const under = (ids: readonly string[]): Record<string, RobotList> => {
    const lists = new Map(ids.map((id): [string, RobotList[]] => [id, []]));
    for (const [at, id] of ids.entries()) lists.get(id)?.push(all[at]?.robots ?? []);
    return Object.fromEntries([...lists].map(([id, some]) => [id, joined(some)]));
  };
  const ids = all.map(({ roomId }) => roomId);
  return ids.every((id) => typeof id === "string") ? under(ids) : pulumi.all(ids).apply(under);
}

function joined([first = [], ...others]: readonly RobotList[]): RobotList {
  return others.length === 0 ? first : pulumi.all([first, ...others]).apply((lists) => lists.flat());
}
