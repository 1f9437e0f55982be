import * as pulumi from "@pulumi/pulumi";

/** A resource under construction; two of them may have the same name under different parents. */
interface Owner {
  readonly name: string;
}

/** What owns each robot, by run of a program: an Automation API process runs several, each with a stack resource. */
const owners = new WeakMap<object, Map<string, Owner>>();

function ownersOfThisRun(): Map<string, Owner> | undefined {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return undefined;
  const known = owners.get(stack);
  if (known !== undefined) return known;
  const fresh = new Map<string, Owner>();
  owners.set(stack, fresh);
  return fresh;
}

function own(owner: Owner, place: string, accounts: readonly string[]): void {
  const all = ownersOfThisRun();
  if (all === undefined) return;
  for (const account of new Set(accounts)) {
    const robot = `the robot ${account} of ${place}`;
    const other = all.get(robot) ?? owner;
    if (other !== owner) throw twoOwners(other, owner, robot);
    all.set(robot, owner);
  }
}

function twoOwners(one: Owner, other: Owner, robot: string): pulumi.RunError {
  const error = new pulumi.RunError(
    `"${one.name}" and "${other.name}" both own ${robot}. When one of them lets it go, the other loses it: declare it in one.`,
  );
  // Where an output brings it up, the SDK shows the stack, of which nothing is the program's.
  error.stack = error.message;
  return error;
}

const isPlain = (value: unknown): value is string => typeof value === "string";

/**
 * Notes which robots a resource owns, and refuses the second owner of one: at once when the values are plain, and as soon
 * as they are known when they are outputs of other resources.
 *
 * @param kind what the robots are in, such as `group`
 * @param app the name of an app in the configuration; places of two apps are two, whatever their IDs
 */
export function ownRobots(
  name: string,
  kind: "group" | "live room" | "room",
  place: pulumi.Input<string> | undefined,
  accounts: pulumi.Input<pulumi.Input<string>[]> | undefined,
  app?: string,
): void {
  const owner = { name };
  const where = app === undefined ? "" : ` of the app ${app}`;
  const note = (id: unknown, all: unknown): void => {
    // Anything else is refused by `check`, which says what is wrong with it.
    if (isPlain(id) && Array.isArray(all)) own(owner, `${kind} ${id}${where}`, all.filter(isPlain));
  };
  const plain = isPlain(place) && Array.isArray(accounts) && accounts.every(isPlain);
  if (plain) note(place, accounts);
  else pulumi.all([place, accounts]).apply(([id, all]) => note(id, all));
}
