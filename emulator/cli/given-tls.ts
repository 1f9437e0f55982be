import { readFileSync } from "node:fs";
import { problemOfTls } from "../http/tls";
import { type EmulatorTls, OptionError } from "../options";

const flags = { cert: "--tls-cert", key: "--tls-key" } as const;

/**
 * The certificate and the key that the command line names.
 * @returns undefined if it names neither
 * @throws OptionError that names the flag
 */
export function givenTls(files: {
  readonly tlsCertFile?: string;
  readonly tlsKeyFile?: string;
  readonly tlsPort?: number;
}): EmulatorTls | undefined {
  const { tlsCertFile, tlsKeyFile, tlsPort } = files;
  if (tlsCertFile === undefined && tlsKeyFile === undefined && tlsPort === undefined) return undefined;
  if (tlsCertFile === undefined || tlsKeyFile === undefined)
    throw new OptionError(`https needs both ${flags.cert} FILE and ${flags.key} FILE`);
  const identity = { cert: read(flags.cert, tlsCertFile), key: read(flags.key, tlsKeyFile) };
  const problem = problemOfTls(identity);
  if (problem !== undefined) throw new OptionError(`the file of ${flags[problem.part]} ${problem.what}`);
  return { ...identity, ...(tlsPort !== undefined && { port: tlsPort }) };
}

function read(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OptionError(`the file of ${flag} cannot be read (${code}); check its name and its rights`);
  }
}
