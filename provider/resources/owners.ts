import pulumi = require("@pulumi/pulumi");

/** A resource under construction; two of them may have the same name under different parents. */
interface Owner {
  readonly name: string;
}

/** What owns each thing, by run of a program: an Automation API process runs several, each with a stack resource. */
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

/** @param things as a person calls them, such as `the robot a of group b` */
function own(owner: Owner, things: readonly string[]): void {
  const all = ownersOfThisRun();
  if (all === undefined) return;
  for (const thing of new Set(things)) {
    const other = all.get(thing) ?? owner;
    if (other !== owner) throw twoOwners(other, owner, thing);
    all.set(thing, owner);
  }
}

function twoOwners(one: Owner, other: Owner, thing: string): pulumi.RunError {
  const error = new pulumi.RunError(
    `"${one.name}" and "${other.name}" both own ${thing}. When one of them lets it go, the other loses it: declare it in one.`,
  );
  // Where an output brings it up, the SDK shows the stack, of which nothing is the program's.
  error.stack = error.message;
  return error;
}

const isPlain = (value: unknown): value is string => typeof value === "string";

/** Things of two apps are two, whatever their IDs. */
const inApp = (app: string | undefined): string => (app === undefined ? "" : ` of the app ${app}`);

/**
 * Notes that a resource owns an account, a chatbot or a group, and refuses the second owner of one: at once when the ID is
 * plain, and as soon as it is known when it is an output of another resource.
 *
 * @param app the name of an app in the configuration
 */
export function ownThing(
  name: string,
  kind: "account" | "chatbot" | "live group",
  id: pulumi.Input<string> | undefined,
  app?: string,
): void {
  const owner = { name };
  const note = (known: unknown): void => {
    // Anything else is refused by `check`, which says what is wrong with it.
    if (isPlain(known)) own(owner, [`the ${kind} ${known}${inApp(app)}`]);
  };
  if (isPlain(id)) note(id);
  else pulumi.output(id).apply(note);
}

/**
 * Notes which robots a resource owns, and refuses the second owner of one, as {@link ownThing} does.
 *
 * @param kind what the robots are in, such as `group`
 * @param app the name of an app in the configuration
 */
export function ownRobots(
  name: string,
  kind: "group" | "live room" | "room",
  place: pulumi.Input<string> | undefined,
  accounts: pulumi.Input<pulumi.Input<string>[]> | undefined,
  app?: string,
): void {
  const owner = { name };
  const note = (id: unknown, all: unknown): void => {
    if (!isPlain(id) || !Array.isArray(all)) return;
    const where = `${kind} ${id}${inApp(app)}`;
    own(
      owner,
      all.filter(isPlain).map((account) => `the robot ${account} of ${where}`),
    );
  };
  const plain = isPlain(place) && Array.isArray(accounts) && accounts.every(isPlain);
  if (plain) note(place, accounts);
  else pulumi.all([place, accounts]).apply(([id, all]) => note(id, all));
}
