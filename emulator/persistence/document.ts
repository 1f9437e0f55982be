import { createHash } from "node:crypto";

/** A state file that cannot be used. The message names the file and says why. */
export class StateFileError extends Error {
  constructor(file: string, problem: string, cause?: unknown) {
    super(`state file ${file}: ${problem}`, { cause });
  }
}

const format = "tencent-chat-emulator state";
const version = 1;

/** The text of a state file: a line with its format, version and digest, then the content in one line. */
export function documentOf(content: string): string {
  return `${JSON.stringify({ format, version, sha256: digestOf(content) })}\n${content}\n`;
}

/**
 * The content of a state file's text.
 * @throws StateFileError for a text that `documentOf` did not make, or that somebody changed
 */
export function contentOf(document: string, file: string): string {
  const [head = "", content = "", end] = document.split("\n", 3);
  const { format: givenFormat, version: givenVersion, sha256 } = headIn(head);
  if (givenFormat !== format)
    throw new StateFileError(
      file,
      "is no file of tencent-chat-emulator and stays as it is; use another path",
    );
  if (givenVersion !== version)
    throw new StateFileError(
      file,
      "was written by another version of tencent-chat-emulator and stays as it is; use that version or another path",
    );
  if (end !== "" || sha256 !== digestOf(content))
    throw new StateFileError(
      file,
      "is damaged and stays as it is: its content does not match its digest; use another path or a copy of the file",
    );
  return content;
}

function headIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const head: unknown = JSON.parse(line);
    return { ...(head as object | null) };
  } catch {
    return {};
  }
}

function digestOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
