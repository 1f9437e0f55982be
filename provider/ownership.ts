/* Who owns what, in words. Both doors refuse a second owner. */

/** Things of two apps are two, whatever their IDs. */
const inApp = (app: string | undefined): string => (app === undefined ? "" : ` of the app ${app}`);

/**
 * A thing that one resource of a stack may own, as a person calls it: `the account alice`.
 *
 * @param app the name of an app in the configuration
 */
export function thingCalled(kind: "account" | "chatbot" | "live group", id: string, app?: string): string {
  return `the ${kind} ${id}${inApp(app)}`;
}

/**
 * A robot that one resource of a stack may own: `the robot bot-a of room stage`.
 *
 * @param app the name of an app in the configuration
 */
export function robotCalled(account: string, kind: ContainerKind, id: string, app?: string): string {
  return `the robot ${account} of ${kind} ${id}${inApp(app)}`;
}

/** What a robot is in. */
export type ContainerKind = "group" | "live room" | "room";

export function twoOwners(one: string, other: string, thing: string): string {
  return `"${one}" and "${other}" both own ${thing}. When one of them lets it go, the other loses it: declare it in one.`;
}
