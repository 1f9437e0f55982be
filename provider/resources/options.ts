import pulumi = require("@pulumi/pulumi");

import { ofThisRun } from "./run";

/** Options that the engine honours with what a dynamic provider cannot tell it. */
const withoutEffect = ["replaceOnChanges", "customTimeouts"] as const;

/** Refuses `import`, which the SDK cannot carry out for a dynamic resource. Warns once of each option that has no effect. */
export function judgeOptions(type: string, name: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import !== undefined) {
    throw new pulumi.RunError(
      `The option \`import\` of ${type} "${name}" cannot work: Pulumi imports no dynamic resource. ${howToAdopt(type)}`,
    );
  }
  const told = ofThisRun("options without effect", () => new Set<string>());
  for (const option of withoutEffect) {
    if (opts[option] === undefined || told.has(option)) continue;
    told.add(option);
    const text = `The option \`${option}\` has no effect on dynamic resources, of which "${name}" is one.`;
    // Never the reason for a failure.
    pulumi.log.warn(text).catch(() => {});
  }
}

function howToAdopt(type: string): string {
  const leaveOut = "Leave the option out:";
  if (type === "LiveGroup")
    return `${leaveOut} LiveGroup.get("name", "groupId") reads a group that is there; a LiveGroup never takes over one.`;
  if (type === "GroupMemberRemoval" || type === "FriendListDeletion")
    return `${leaveOut} there is nothing to import of work that is done once.`;
  const get = type === "RoomRobots" ? "" : `, and ${type}.get("name", "id") reads it without owning it`;
  return `${leaveOut} the create of a ${type} adopts what is there already${get}.`;
}
