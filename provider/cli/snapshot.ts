import type { Context } from "../lifecycle/context";
import { containers, type Found } from "./containers";
import { refuseToImport, undeclared } from "./declared";
import { importFile } from "./formats/import-file";
import { typescriptProgram, typescriptRoom } from "./formats/typescript";
import { type Declarations, quoted, type Wanted } from "./formats/wanted";
import { yamlProgram, yamlRoom } from "./formats/yaml";
import type { StoredResource } from "./stack-state";
import { wholeApp } from "./whole-app";

interface Printer {
  readonly program: (declarations: Declarations) => string[];
  /** For a room of type Conference, whose robots the service does not list. */
  readonly room?: (wanted: Wanted, found: Found) => string[];
  /** Whether the format takes all robots of a container, including those that the stack declares already. */
  readonly takesAll?: boolean;
}

/** The printers, by the value of `--format`. */
export const formats = {
  typescript: { program: typescriptProgram, room: typescriptRoom },
  yaml: { program: yamlProgram, room: yamlRoom },
  /** For `pulumi import --file`. */
  import: { program: importFile, takesAll: true },
} as const satisfies Readonly<Record<string, Printer>>;

export type Format = keyof typeof formats;

/** What a snapshot shows if no container is named. */
export interface WholeApp {
  readonly container?: undefined;
  readonly app?: string;
}

/** The container whose robots were to be printed does not exist. */
export class NothingThere extends Error {
  override readonly name = "NothingThere";
}

/**
 * A program that declares the present robots of a container, or of an app. Its first `up` changes nothing in the service. It
 * leaves out what the stack declares already.
 *
 * @param wanted what to print; in TypeScript if it names no format
 * @param stored what the stack owns
 * @throws NothingThere if there is no such container
 * @throws ConfigurationError, TencentChatError
 */
export async function snapshot(
  context: Context,
  wanted: (Wanted | WholeApp) & { readonly format?: Format },
  stored: readonly StoredResource[],
): Promise<string> {
  const printer: Printer = formats[wanted.format ?? "typescript"];
  return `${(await linesOf(context, wanted, stored, printer)).join("\n")}\n`;
}

async function linesOf(
  context: Context,
  wanted: Wanted | WholeApp,
  stored: readonly StoredResource[],
  { program, room, takesAll = false }: Printer,
): Promise<string[]> {
  const { app } = wanted;
  if (wanted.container === undefined)
    return program({ app, ...(await wholeApp(context, app, stored, takesAll)) });
  const { container, id } = wanted;
  const { type, idProperty, find } = containers[container];
  const found = await find(context, id);
  if (found === undefined) {
    throw new NothingThere(
      `There is no ${container} ${quoted(id)} in the app ${context.configuration.client?.sdkAppId}. Check the ID, and --app.`,
    );
  }
  const shown = undeclared(found, wanted, stored);
  if (type === "RoomRobot") return room?.(wanted, shown) ?? [];
  const { accounts, remarks, leftOut } = shown;
  if (takesAll) refuseToImport(wanted, leftOut);
  const isToFillIn = accounts.length === 0;
  const others = leftOut.length > 0 ? "other robots" : "robots";
  const nobody = `The ${container} ${quoted(id)} has no ${others} now. Name at least one:`;
  return program({
    app,
    resources: [{ type, name: id, id, properties: { [idProperty]: id, memberAccounts: accounts } }],
    remarks: [...remarks, ...(isToFillIn ? [nobody] : [])],
    isToFillIn,
  });
}
