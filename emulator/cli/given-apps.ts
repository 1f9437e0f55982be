import { readFileSync, statSync } from "node:fs";
import { domainsByRegion, type Region } from "../http/regions";
import { type EmulatorApp, OptionError } from "../options";

/** The environment variable with the apps, one in each line. It counts only if no flag names an app. */
export const appsVariable = "TENCENT_CHAT_EMULATOR_APPS";

const form = "SDKAPPID:SECRETKEY:IDENTIFIER";

const regions = Object.keys(domainsByRegion) as Region[];

/**
 * The app in a text. A region may follow the SDKAppID after an @: `1400000000@singapore:key:administrator`. The first and the last
 * colon separate the parts, because only a SecretKey may contain colons.
 * @param source the source of the text, for the message. The message never repeats the text, which contains a SecretKey
 * @throws OptionError
 */
export function appIn(text: string, source: string): EmulatorApp {
  const parts = /^(\d{1,15})(?:@([^:]*))?:(.+):([^:]+)$/.exec(text);
  if (parts === null) throw new OptionError(`${source} must be ${form}`.trim());
  const [, sdkAppId, name, secretKey = "", identifier = ""] = parts;
  const region = regions.find((each) => each === name);
  if (name !== undefined && region === undefined)
    throw new OptionError(
      `${source} must be SDKAPPID@REGION:SECRETKEY:IDENTIFIER with one of ${regions.join(", ")}`.trim(),
    );
  return { sdkAppId: Number(sdkAppId), secretKey, identifier, ...(region !== undefined && { region }) };
}

/**
 * The apps in a text, one in each line. Empty lines and lines that begin with # are ignored.
 * @throws OptionError
 */
export function appsIn(text: string, source: string): readonly EmulatorApp[] {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  const apps = lines.flatMap((line, index) => {
    const content = line.trim();
    return content === "" || content.startsWith("#")
      ? []
      : [appIn(content, `line ${index + 1} of ${source}`)];
  });
  if (apps.length === 0) throw new OptionError(`${source} has no app: a line is ${form}`);
  return apps;
}

/** @throws OptionError */
export function appsInFile(file: string): readonly EmulatorApp[] {
  const source = "the file of --apps";
  try {
    return appsIn(readFileSync(file, "utf8"), source);
  } catch (error) {
    if (error instanceof OptionError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new OptionError(`${source} cannot be read (${code}); check its name and its rights`);
  }
}

/** Whether other users of the machine can read a file, judging by its mode. */
export function isReadableByOthers(file: string): boolean {
  return process.platform !== "win32" && (statSync(file).mode & 0o044) !== 0;
}
