/** What a URN says of a resource: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. A name may hold anything, colons as well. */
export interface Identity {
  /** Such as `tencent-chat:index:LiveGroupRobots`. */
  readonly type: string;
  readonly name: string;
}

export function identityOf(urn: string): Identity {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
