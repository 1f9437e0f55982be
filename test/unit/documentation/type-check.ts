import { join, relative } from "node:path";
import ts from "typescript";
import { type Block, repository } from "../../support/markdown";

/** What the compiler says of blocks, by their place. All are one program: each is a module of its own, beside its page. */
export function typeProblems(blocks: readonly Block[]): Map<string, string[]> {
  const placeOf = ({ file, line }: Block): string => `${file}:${line}`;
  const files = new Map(
    blocks.map((block) => [join(repository, `${block.file}.${block.line}.${block.language}`), block]),
  );
  const problems = new Map(blocks.map((block) => [placeOf(block), [] as string[]]));
  const program = ts.createProgram([...files.keys()], settings(), hostWith(files));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const block = file && files.get(file.fileName);
    const place = block === undefined ? relative(repository, file?.fileName ?? repository) : placeOf(block);
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    problems.set(place, [...(problems.get(place) ?? []), text]);
  }
  return problems;
}

/** Those of the repository, with which a block may declare a thing only to show it, and be JavaScript. */
function settings(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
  return { ...options, noUnusedLocals: false, allowJs: true, checkJs: true, types: ["node"] };
}

/** The files of the disk, and blocks as files that are nowhere but here. */
function hostWith(files: ReadonlyMap<string, Block>): ts.CompilerHost {
  const host = ts.createCompilerHost(settings());
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const block = files.get(name);
    return block === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, block.code, languageVersion);
  };
  return host;
}
