import { join, resolve } from "node:path";
import ts from "typescript";

const repository = resolve(__dirname, "../..");

/**
 * What the compiler says of files that are nowhere but here, by file: of each of them, and of others where it says anything.
 * All are one program.
 *
 * @param files the code, by the absolute path that a file would have
 */
export function diagnosticsOf(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const settings = settingsOfRepository();
  const program = ts.createProgram([...files.keys()], settings, hostWith(files, settings));
  const diagnostics = new Map([...files.keys()].map((file) => [file, [] as string[]]));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file?.fileName ?? repository;
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    diagnostics.set(name, [...(diagnostics.get(name) ?? []), text]);
  }
  return diagnostics;
}

/** Those of the repository, with which a file may declare a thing only to show it, and be JavaScript. */
function settingsOfRepository(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
  return { ...options, noUnusedLocals: false, allowJs: true, checkJs: true, types: ["node"] };
}

/** The files of packages and of this repository, which are the same in each program. */
const readBefore = new Map<string, ts.SourceFile | undefined>();

function hostWith(files: ReadonlyMap<string, string>, settings: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const code = files.get(name);
    if (code !== undefined) return ts.createSourceFile(name, code, languageVersion);
    if (!readBefore.has(name)) readBefore.set(name, getSourceFile(name, languageVersion, ...rest));
    return readBefore.get(name);
  };
  return host;
}
