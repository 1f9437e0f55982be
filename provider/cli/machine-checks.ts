import { createRequire } from "node:module";
import { join } from "node:path";
import type { ClientOptions } from "../client/client";
import type { Configuration } from "../configuration/configuration";
import { variables } from "../configuration/keys";
import { commandToHide } from "../configuration/secret-key";
import { quotable } from "../printable";
import type { Target } from "./arguments";
import { keptSecretKey, type StackValues } from "./configured";
import { type Check, note, ok, skipped, wrong } from "./finding";
import { programFolder } from "./program-folder";
import { type PulumiAnswer, runPulumi } from "./pulumi";
import { changedKeys } from "./recorded";
import { storedResources } from "./stack-state";
import { isIn, needed, version } from "./versions";

/** What doctor knows before it calls the service. */
export interface Machine {
  readonly target: Target;
  readonly folder: string;
  readonly keys: PulumiAnswer<StackValues>;
  readonly configuration: Configuration;
  readonly access: Access;
}

/** How to call the service, or what to mend before. */
export type Access =
  | { readonly obstacle?: undefined; readonly options: ClientOptions }
  | {
      readonly obstacle:
        | "first mend the Pulumi CLI"
        | "first mend the stack"
        | "first mend the configuration";
    };

export function accessIn({ keys, configuration }: Pick<Machine, "keys" | "configuration">): Access {
  // The stack's configuration wins over the environment, which alone may name another app.
  if (keys.from === "failure")
    return { obstacle: keys.hasCli ? "first mend the stack" : "first mend the Pulumi CLI" };
  const { client: options, problems } = configuration;
  if (options !== undefined) return { options };
  const isElsewhere = keys.from === "nowhere" && problems.length === 0;
  return { obstacle: isElsewhere ? "first mend the stack" : "first mend the configuration" };
}

const ofOneApp = [variables.sdkAppId, variables.secretKey, variables.region];
const noProject = "no Pulumi project in this folder";

function versionFrom(folder: string, name: string): string | undefined {
  try {
    const manifest = createRequire(join(folder, "/"))(`${name}/package.json`) as { readonly version: string };
    return quotable(String(manifest.version));
  } catch {
    return undefined;
  }
}

/** Checks of this machine, of the project and of its configuration, in the order in which a person would mend them. */
export const machineChecks: readonly Check<Machine>[] = [
  {
    name: "Node.js",
    run: () => {
      const { node } = process.versions;
      if (isIn(needed.node, node)) return ok(node);
      return wrong(`${node}, but ${needed.node} is needed`, "Install a newer one: https://nodejs.org/.");
    },
  },
  {
    name: "Pulumi CLI",
    run: async ({ folder }) => {
      const install = `Install Pulumi ${needed.pulumi}: https://www.pulumi.com/docs/install/.`;
      const run = await runPulumi(["version"], folder);
      if (run.ended === "not found") return wrong("not on PATH", install);
      if (run.ended === "badly") return wrong(`\`pulumi version\` fails: ${run.reason}`, install);
      const found = quotable(run.stdout.trim());
      return isIn(needed.pulumi, found)
        ? ok(found)
        : wrong(`${found}, but ${needed.pulumi} is needed`, install);
    },
  },
  {
    name: "@pulumi/pulumi",
    run: ({ folder, keys }) => {
      const install = "In the program's folder: `npm install @pulumi/pulumi@3`.";
      const found = versionFrom(programFolder(folder), "@pulumi/pulumi");
      if (found === undefined && keys.from === "nowhere") return skipped(noProject);
      if (found === undefined) return wrong("not found from the program's folder", install);
      return isIn(needed.pulumi, found)
        ? ok(found)
        : wrong(`${found}, but ${needed.pulumi} is needed`, install);
    },
  },
  {
    name: "pulumi-tencent-chat",
    run: ({ folder, keys }) => {
      const from = programFolder(folder);
      const found = versionFrom(from, "pulumi-tencent-chat");
      if (found === undefined && keys.from === "nowhere") return skipped(noProject);
      if (found === version) return ok(found);
      // The provider's process loads the package from this folder, also to delete what an old state holds.
      return found === undefined
        ? wrong(
            `not found from the program's folder, ${from}, where the provider host looks for it`,
            "Install it in the Pulumi project, even if a library or a bundle contains it: `npm install pulumi-tencent-chat`.",
          )
        : note(
            `this folder uses ${found}, but this command is ${version}`,
            "Run the command of this folder: `npx --no-install pulumi-tencent-chat doctor`.",
          );
    },
  },
  {
    name: "Stack",
    run: ({ keys, target, access: { obstacle } }) => {
      if (keys.from === "stack") return ok("its configuration can be read");
      if (keys.from === "failure") {
        if (!keys.hasCli) return skipped("first mend the Pulumi CLI");
        return wrong(
          `its configuration cannot be read: ${keys.reason}`,
          "Select a stack with `pulumi stack select` or --stack; its passphrase has to be in PULUMI_CONFIG_PASSPHRASE.",
        );
      }
      return obstacle === "first mend the stack"
        ? wrong(
            `${noProject}, and the environment names no complete app`,
            `Run this in the folder of Pulumi.yaml, or set ${(target.app === undefined ? ofOneApp : [variables.apps]).join(", ")}.`,
          )
        : ok(`${noProject}: only the environment is read`);
    },
  },
  {
    name: "Configuration",
    run: ({ configuration: { problems, missing }, access: { obstacle } }) => {
      if (obstacle !== undefined && obstacle !== "first mend the configuration") return skipped(obstacle);
      if (problems.length > 0) return wrong(problems.join(" "), "Correct these values.");
      return missing.length > 0 ? wrong("not complete", `Set ${missing.join("; ")}.`) : ok("complete");
    },
  },
  {
    name: "SecretKey",
    run: async ({ keys, target, folder, access: { obstacle } }) => {
      if (obstacle !== undefined) return skipped(obstacle);
      const storage = await keptSecretKey(target, keys, folder);
      if (storage === "elsewhere") return ok("from the environment, so no state contains it");
      if (storage === "secret") return ok("kept as a secret");
      return wrong(
        "stored in clear in the stack's file",
        `Replace it in the Chat console, and store the new one: \`${commandToHide(target.app)}\`.`,
      );
    },
  },
  {
    name: "Recorded configuration",
    run: async ({ keys, target, folder, access: { obstacle } }) => {
      if (keys.from !== "stack") return skipped(obstacle ?? noProject);
      const stored = await storedResources(target.stack, folder);
      if (stored.from !== "stack") return skipped("the stack cannot be exported");
      const changed = changedKeys(stored.value, keys.value);
      if (changed === undefined) return ok("none: the stack has no resources of this package yet");
      if (changed.length === 0) return ok("the same as today's");
      return note(
        `the last \`pulumi up\` recorded another value of ${changed.join(", ")}`,
        "Run `pulumi up`. `refresh`, `destroy` and `up --refresh` use the recorded values until then, unless you add `--run-program`.",
      );
    },
  },
];
