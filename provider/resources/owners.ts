import pulumi = require("@pulumi/pulumi");

import { type ContainerKind, robotCalled, thingCalled, twoOwners } from "../ownership";

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
    if (other !== owner) throw refusal(other, owner, thing);
    all.set(thing, owner);
  }
}

function refusal(one: Owner, other: Owner, thing: string): pulumi.RunError {
  const error = new pulumi.RunError(twoOwners(one.name, other.name, thing));
  // Where an output brings it up, the SDK shows the stack, of which nothing is the program's.
  error.stack = error.message;
  return error;
}

const isPlain = (value: unknown): value is string => typeof value === "string";

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
    if (isPlain(known)) own(owner, [thingCalled(kind, known, app)]);
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
  kind: ContainerKind,
  place: pulumi.Input<string> | undefined,
  accounts: pulumi.Input<pulumi.Input<string>[]> | undefined,
  app?: string,
): void {
  const owner = { name };
  const note = (id: unknown, all: unknown): void => {
    if (!isPlain(id) || !Array.isArray(all)) return;
    own(
      owner,
      all.filter(isPlain).map((account) => robotCalled(account, kind, id, app)),
    );
  };
  const plain = isPlain(place) && Array.isArray(accounts) && accounts.every(isPlain);
  if (plain) note(place, accounts);
  else pulumi.all([place, accounts]).apply(([id, all]) => note(id, all));
}
