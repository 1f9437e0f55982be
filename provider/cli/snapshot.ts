import type { Context } from "../lifecycle/context";
import { containers } from "./containers";
import { declaredIn } from "./declared";
import { importFile } from "./formats/import-file";
import { typescriptProgram } from "./formats/typescript";
import { quoted, type Wanted } from "./formats/wanted";
import { yamlProgram } from "./formats/yaml";
import type { StoredResource } from "./stack-state";

/** What a snapshot may be printed as, by the value of `--format`. */
export const formats = {
  typescript: typescriptProgram,
  yaml: yamlProgram,
  /** For `pulumi import --file`. */
  import: importFile,
} as const;

export type Format = keyof typeof formats;

/** The container whose robots were to be printed does not exist. */
export class NothingThere extends Error {
  override readonly name = "NothingThere";
}

/**
 * A program that declares the robots of a container as they are now; an `up` of it changes nothing in the service. It leaves
 * out the robots that the stack declares already.
 *
 * @param wanted in TypeScript, unless it says another format
 * @param stored what the stack owns
 * @throws NothingThere where there is no such container
 * @throws ConfigurationError, TencentChatError
 */
export async function snapshot(
  context: Context,
  wanted: Wanted & { readonly format?: Format },
  stored: readonly StoredResource[],
): Promise<string> {
  const { container, id, format = "typescript" } = wanted;
  const found = await containers[container].find(context, id);
  if (found === undefined) {
    throw new NothingThere(
      `There is no ${container} ${quoted(id)} in the app ${context.configuration.client?.sdkAppId}. Check the ID, and --app.`,
    );
  }
  const declared = declaredIn(stored, wanted);
  const accounts = found.accounts.filter((account) => !declared.has(account));
  const shown = { ...found, accounts, declared: [...declared].sort() };
  return `${formats[format](wanted, shown).join("\n")}\n`;
}
