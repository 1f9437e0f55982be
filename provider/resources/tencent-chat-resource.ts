import type * as pulumi from "@pulumi/pulumi";
import { declarationProperty } from "../declaration";
import { declarationOf } from "./declaration";
import { judgeOptions } from "./options";
import { refusePackageOutOfReach } from "./reach";
import type { ResourceName } from "./resource-name";
import { secretOutputs } from "./secret-inputs";
import { refuseSecretKeyInClear } from "./secret-keys";

/**
 * The text of `__provider`, which becomes part of every state that is written. It never changes: a state from long ago
 * is to find today's code. The SDK's own `dynamic.Resource` would put serialised code here instead.
 */
function providerText(name: ResourceName): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-tencent-chat/host").${name}`;
}

/**
 * The options of a resource whose create cannot meet what it was before: under one ID there cannot be two, and its place
 * may be the last. Only an option says so for `--replace` and `pulumi state taint`, which ask no provider. The program's own
 * option wins.
 */
export function replacedByDeletingFirst(
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { ...opts, deleteBeforeReplace: opts.deleteBeforeReplace ?? true };
}

/** Arguments of every resource. */
export interface AppArgs {
  /**
   * The name of an app in the configuration `tencent-chat:apps`. A change replaces the resource, which goes from the old app
   * to the new one. @default the app of `tencent-chat:sdkAppId`
   */
  app?: string;
}

/** Arguments of a program that no compiler checks, which may pass none: of each, `check` says that it is missing. */
export function given<Args extends object>(args: Args | null | undefined): Args {
  return args ?? ({} as Args);
}

/** Options of a resource that is only read. */
export interface GetOptions extends pulumi.CustomResourceOptions, AppArgs {}

/**
 * What is declared of a resource with an id, which is read and not owned: nothing but its app. By that the provider tells
 * it from one that is in the state.
 */
function onlyApp(props: pulumi.Inputs): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(props).map(([property, value]) => [property, property === "app" ? value : undefined]),
  );
}

/** What a `get` hands to its class. */
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
  opts: pulumi.CustomResourceOptions = {},
): ConstructorParameters<typeof pulumi.CustomResource> {
  refuseSecretKeyInClear();
  refusePackageOutOfReach();
  judgeOptions(type, name, opts);
  const { outputs, isKnown } = secretOutputs(type, name, props, opts.additionalSecretOutputs);
  return [
    `pulumi-nodejs:dynamic/tencent-chat:${type}`,
    name,
    {
      ...(opts.id === undefined
        ? { ...props, [declarationProperty]: declarationOf(type, name) }
        : onlyApp(props)),
      __provider: isKnown.then(() => providerText(type)),
    },
    { ...opts, additionalSecretOutputs: outputs },
  ];
}
