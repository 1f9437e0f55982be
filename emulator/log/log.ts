import type { Redactor } from "./redact";
import type { LogEntry } from "./request-log";

/** What a note is about. */
type Topic = "warning" | "internal error" | "chaos" | "state" | "refused" | "by hand";

/** What the emulator logs while it runs, line by line. No line holds a UserSig or a body. */
export interface Log {
  /** Logs a request that was answered, that met a fault instead of an answer, or that was refused. */
  request(entry: LogEntry): void;
  note(topic: Topic, message: string): void;
}

interface Formatter {
  request(entry: LogEntry): string;
  note(topic: Topic, message: string): string;
}

const formatters = {
  /** For people. */
  text: {
    request: ({ arrival: { at, connection, sdkAppId, command }, errorCode, fault, refused }) => {
      const outcome = refused === undefined ? (errorCode ?? `fault ${fault}`) : `refused: ${refused}`;
      return `${at} #${connection} ${sdkAppId} ${command} ${outcome}`;
    },
    note: (topic, message) => `${topic}: ${message}`,
  },
  /** For programs: each line is a JSON object. */
  json: {
    request: ({ arrival: { at, connection, sdkAppId, command }, errorCode, fault, refused }) =>
      JSON.stringify({ at, connection, sdkAppId, command, errorCode, fault, refused }),
    note: (topic, message) => JSON.stringify({ at: new Date().toISOString(), topic, message }),
  },
} as const satisfies Readonly<Record<string, Formatter>>;

export type LogFormat = keyof typeof formatters;

export const logFormats = Object.keys(formatters) as readonly LogFormat[];

/** @param write called with each line; without it, no line is even built */
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
