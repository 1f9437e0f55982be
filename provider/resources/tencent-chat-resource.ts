import type * as pulumi from "@pulumi/pulumi";
import { secretOutputs } from "./secret-inputs";
import { refuseSecretKeyInClear } from "./secret-keys";

/** The resources of this package, by the names under which `pulumi-tencent-chat/host` exports their lifecycles. */
export type ResourceName =
  | "ChatAccount"
  | "Chatbot"
  | "LiveGroup"
  | "LiveGroupRobots"
  | "LiveRoomRobots"
  | "RoomRobot"
  | "RoomRobots"
  | "GroupMemberRemoval"
  | "FriendListDeletion";

/**
 * The text of `__provider`, which becomes part of every state that is written. It never changes: a state from long ago
 * is to find today's code. The SDK's own `dynamic.Resource` would put serialised code here instead.
 */
function providerText(name: ResourceName): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-tencent-chat/host").${name}`;
}

/** Arguments of every resource. */
export interface AppArgs {
  /**
   * The name of an app in the configuration `tencent-chat:apps`. A change replaces the resource: it is created in the new
   * app, then deleted from the old one. @default the app of `tencent-chat:sdkAppId`
   */
  app?: string;
}

/** Arguments of a program that no compiler checks, which may pass none: of each, `check` says that it is missing. */
export function given<Args extends object>(args: Args | null | undefined): Args {
  return args ?? ({} as Args);
}

/** Options of a resource that is only read. */
export interface GetOptions extends pulumi.CustomResourceOptions, AppArgs {}

/** What a `get` hands to its class: a resource of this package with an id is read, and not owned. */
export function reading<Args extends AppArgs>(
  id: pulumi.Input<pulumi.ID>,
  args: Readonly<Record<string, unknown>>,
  { app, ...opts }: GetOptions = {},
): [Args, pulumi.CustomResourceOptions] {
  return [{ ...args, ...(app === undefined ? {} : { app }) } as unknown as Args, { ...opts, id }];
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
  const { outputs, isKnown } = secretOutputs(type, name, props, opts?.additionalSecretOutputs);
  return [
    `pulumi-nodejs:dynamic/tencent-chat:${type}`,
    name,
    { ...props, __provider: isKnown.then(() => providerText(type)) },
    { ...opts, additionalSecretOutputs: outputs },
  ];
}
