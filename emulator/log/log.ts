import type { Redactor } from "./redact";
import type { LogEntry } from "./request-log";

/** What a note is about. */
type Topic = "warning" | "internal error" | "chaos" | "state" | "refused" | "by hand";

/**
 * The lines that the emulator logs while it runs. No line contains a UserSig or a body.
 *
 * @internal
 */
export interface Log {
  /** Logs a request that was answered, met a fault, or was refused. */
  request(entry: LogEntry): void;
  note(topic: Topic, message: string): void;
}

interface Formatter {
  request(entry: LogEntry): string;
  note(topic: Topic, message: string): string;
}

/** Lines for people, or JSON objects for programs. */
export type LogFormat = "text" | "json";

const formatters: Readonly<Record<LogFormat, Formatter>> = {
  text: {
    request: ({ arrival: { at, connection, sdkAppId, command }, errorCode, fault, refused }) => {
      const outcome = refused === undefined ? (errorCode ?? `fault ${fault}`) : `refused: ${refused}`;
      return `${at} #${connection} ${sdkAppId} ${command} ${outcome}`;
    },
    note: (topic, message) => `${topic}: ${message}`,
  },
  json: {
    request: ({ arrival: { at, connection, sdkAppId, command }, errorCode, fault, refused }) =>
      JSON.stringify({ at, connection, sdkAppId, command, errorCode, fault, refused }),
    note: (topic, message) => JSON.stringify({ at: new Date().toISOString(), topic, message }),
  },
};

/** @internal */
export const logFormats = Object.keys(formatters) as readonly LogFormat[];

/**
 * @param write called with each line; without it, no line is built
 *
 * @internal
 */
export function createLog(
  format: LogFormat,
  write: ((line: string) => void) | undefined,
  redactor: Redactor,
): Log {
  if (write === undefined) return { request: () => undefined, note: () => undefined };
  const { request, note } = formatters[format];
  return {
    request: (entry) => write(request(entry)),
    note: (topic, message) => write(note(topic, redactor.line(message))),
  };
}
