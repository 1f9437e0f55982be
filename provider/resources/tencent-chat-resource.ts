import * as pulumi from "@pulumi/pulumi";

/** The resources of this package, by the names under which `pulumi-tencent-chat/host` exports their lifecycles. */
export type ResourceName =
  | "ChatAccount"
  | "LiveGroup"
  | "LiveGroupRobots"
  | "LiveRoomRobots"
  | "RoomRobot"
  | "GroupMemberRemoval"
  | "FriendListDeletion";

/**
 * The text of `__provider`, which becomes part of every state that is written. It never changes: a state from long ago
 * is to find today's code. The SDK's own `dynamic.Resource` would put serialised code here instead.
 */
function providerText(name: ResourceName): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-tencent-chat/host").${name}`;
}

const secretKeyKey = "tencent-chat:secretKey";

/** The SDK exports this, but keeps it out of its types. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

/** All of a stack's configuration becomes part of its state: in clear, unless it was set as a secret. */
function refuseSecretKeyInClear(): void {
  if (pulumi.runtime.getConfig(secretKeyKey) === undefined || isConfigSecret === undefined) return;
  if (isConfigSecret(secretKeyKey)) return;
  throw new pulumi.RunError(
    `The configuration ${secretKeyKey} is stored in clear, and would be in the state in clear. Store it as a secret: ` +
      `\`pulumi config set --secret ${secretKeyKey}\`. The SecretKey that was in the file is no secret any more: ` +
      "replace it in the Chat console.",
  );
}

/**
 * What a class of this package hands to its base class: a dynamic resource whose lifecycle runs in the provider host, from
 * this package as it is installed there.
 *
 * No class stands between a resource and `pulumi.CustomResource`: the SDK takes the caller of the class above that one for
 * the program, and every state keeps its position.
 */
export function tencentChatResource(
  type: ResourceName,
  name: string,
  props: pulumi.Inputs,
  opts?: pulumi.CustomResourceOptions,
): ConstructorParameters<typeof pulumi.CustomResource> {
  refuseSecretKeyInClear();
  return [
    `pulumi-nodejs:dynamic/tencent-chat:${type}`,
    name,
    { ...props, __provider: providerText(type) },
    opts,
  ];
}
