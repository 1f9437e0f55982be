import pulumi = require("@pulumi/pulumi");

import { ofThisRun } from "./run";

/** Options without effect: the engine would need information that a dynamic provider cannot give. */
const withoutEffect = ["replaceOnChanges", "customTimeouts"] as const;

/** Refuses `import`, which the SDK cannot do for a dynamic resource. Warns once about each option that has no effect. */
export function judgeOptions(type: string, name: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import !== undefined) {
    throw new pulumi.RunError(
      `The option \`import\` of ${type} "${name}" cannot work: Pulumi cannot import dynamic resources. ${howToAdopt(type)}`,
    );
  }
  const told = ofThisRun("options without effect", () => new Set<string>());
  for (const option of withoutEffect) {
    if (opts[option] === undefined || told.has(option)) continue;
    told.add(option);
    const text = `The option \`${option}\` has no effect on "${name}" and other dynamic resources.`;
    // A warning that cannot be shown is no reason to fail.
    pulumi.log.warn(text).catch(() => {});
  }
}

function howToAdopt(type: string): string {
  const leaveOut = "Leave the option out:";
  if (type === "LiveGroup")
    return `${leaveOut} LiveGroup.get("name", "groupId") reads an existing group; a LiveGroup never takes one over.`;
  if (type === "GroupMemberRemoval" || type === "FriendListDeletion")
    return `${leaveOut} a one-shot has nothing to import.`;
  const get = type === "RoomRobots" ? "" : `, and ${type}.get("name", "id") reads it without owning it`;
  return `${leaveOut} creating a ${type} adopts what is there already${get}.`;
}
