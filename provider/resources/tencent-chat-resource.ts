import type * as pulumi from "@pulumi/pulumi";
import { declarationProperty, declarationText } from "../declaration";
import { declarationOf } from "./declaration";
import { judgeOptions } from "./options";
import { refusePackageOutOfReach } from "./reach";
import type { ResourceName } from "./resource-name";
import { secretOutputs } from "./secret-inputs";
import { refuseSecretKeyInClear } from "./secret-keys";

/**
 * The text of `__provider`, which becomes part of every state. It never changes, so that a state from long ago finds today's
 * code. The SDK's own `dynamic.Resource` would put serialised code here instead.
 */
function providerText(name: ResourceName): string {
  return `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-tencent-chat/host").${name}`;
}

/**
 * Options of a resource that cannot exist beside its replacement: both would have one ID, or there is room for only one.
 * `--replace` and `pulumi state taint` do not ask the provider, so only an option has an effect. The program's own option wins.
 */
export function replacedByDeletingFirst(
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { ...opts, deleteBeforeReplace: opts.deleteBeforeReplace ?? true };
}

/** Arguments of every resource. */
export interface AppArgs {
  /**
   * The name of an app in the configuration `tencent-chat:apps`. A change replaces the resource: it moves from the old app to
   * the new one. @default the app of `tencent-chat:sdkAppId`
   */
  app?: string;
}

/** A program that no compiler checks may pass no arguments: `check` then reports each as missing. */
export function given<Args extends object>(args: Args | null | undefined): Args {
  return args ?? ({} as Args);
}

/** Options of a resource that is only read. */
export interface GetOptions extends pulumi.CustomResourceOptions, AppArgs {}

/**
 * The inputs of a resource with an id, which is read and not owned: only its app. The lack of the other inputs tells the provider
 * that this is no resource of the state.
 */
function onlyApp(props: pulumi.Inputs): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(props).map(([property, value]) => [property, property === "app" ? value : undefined]),
  );
}

/** The arguments and options with which a `get` calls its class. */
export function reading<Args extends AppArgs>(
  id: pulumi.Input<pulumi.ID>,
  args: Readonly<Record<string, unknown>>,
  { app, ...opts }: GetOptions = {},
): [Args, pulumi.CustomResourceOptions] {
  return [{ ...args, ...(app === undefined ? {} : { app }) } as unknown as Args, { ...opts, id }];
}

/**
 * The arguments with which a class of this package calls its base class: those of a dynamic resource whose lifecycle runs in the
 * provider host, in the installed version of this package.
 *
 * A resource extends `pulumi.CustomResource` directly, with no class between them. The SDK takes the caller of a resource's
 * constructor for the program, and stores its position in every state.
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
        ? { ...props, [declarationProperty]: declarationText(declarationOf(type, name)) }
        : onlyApp(props)),
      __provider: isKnown?.then(() => providerText(type)) ?? providerText(type),
    },
    { ...opts, additionalSecretOutputs: outputs },
  ];
}
