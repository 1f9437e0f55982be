import { join, relative, resolve } from "node:path";
import ts from "typescript";

const repository = resolve(__dirname, "../..");

/** What the compiler says of files that are nowhere but here. */
export function diagnosticsOf(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
  // A block may declare a thing only to show it.
  const settings = { ...options, noUnusedLocals: false, types: ["node"] };
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const code = files.get(name);
    return code === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, code, languageVersion);
  };
  const program = ts.createProgram([...files.keys()], settings, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const name = file === undefined ? "" : `${relative(repository, file.fileName)}: `;
    return name + ts.flattenDiagnosticMessageText(messageText, "\n");
  });
}
