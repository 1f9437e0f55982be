import { createRequire } from "node:module";
import { join } from "node:path";
import type { Configuration } from "../configuration/configuration";
import { commandToHide } from "../configuration/secret-key";
import { quotable } from "../printable";
import type { Target } from "./arguments";
import { keptSecretKey, type StackKeys } from "./configured";
import { type Check, note, ok, skipped, wrong } from "./finding";
import { programFolder } from "./program-folder";
import { runPulumi } from "./pulumi";
import { isIn, needed, version } from "./versions";

/** What is looked at before anything is asked of the service. */
export interface Machine {
  readonly target: Target;
  readonly folder: string;
  readonly keys: StackKeys;
  readonly configuration: Configuration;
}

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
      const install = "Install it: https://www.pulumi.com/docs/install/.";
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
    run: ({ folder }) => {
      const install = "In the program's folder: `npm install @pulumi/pulumi@3`.";
      const found = versionFrom(programFolder(folder), "@pulumi/pulumi");
      if (found === undefined) return wrong("not found from this folder", install);
      return isIn(needed.pulumi, found)
        ? ok(found)
        : wrong(`${found}, but ${needed.pulumi} is needed`, install);
    },
  },
  {
    name: "pulumi-tencent-chat",
    run: ({ folder }) => {
      const from = programFolder(folder);
      const found = versionFrom(from, "pulumi-tencent-chat");
      if (found === version) return ok(found);
      // The provider's process loads the package from this folder, also to delete what an old state holds.
      return found === undefined
        ? wrong(
            `not found from the program's folder, ${from}, where the provider host looks for it`,
            "Install it in the Pulumi project, also where a library or a bundle has it: `npm install pulumi-tencent-chat`.",
          )
        : note(
            `${found} is what this folder uses; this command is ${version}`,
            "Use `npx --no-install pulumi-tencent-chat` there.",
          );
    },
  },
  {
    name: "Stack",
    run: ({ keys }) => {
      if (keys.from === "stack") return ok("its configuration can be read");
      if (keys.from === "nowhere") return ok("no Pulumi project here: the environment is all that is read");
      return wrong(
        `its configuration cannot be read: ${keys.reason}`,
        "Select a stack with `pulumi stack select` or --stack; its passphrase has to be in PULUMI_CONFIG_PASSPHRASE.",
      );
    },
  },
  {
    name: "Configuration",
    run: ({ configuration: { problems, missing } }) => {
      if (problems.length > 0) return wrong(problems.join(" "), "Correct what is named there.");
      return missing.length > 0 ? wrong("not complete", `Set ${missing.join("; ")}.`) : ok("complete");
    },
  },
  {
    name: "SecretKey",
    run: async ({ keys, target, folder, configuration: { client } }) => {
      if (client === undefined) return skipped("the configuration comes first");
      const storage = await keptSecretKey(target, keys, folder);
      if (storage === "elsewhere") return ok("from the environment: in no state");
      if (storage === "secret") return ok("kept as a secret");
      return wrong(
        "stored in clear in the stack's file",
        `\`${commandToHide(target.app)}\`, with a new one: replace it in the Chat console.`,
      );
    },
  },
];
