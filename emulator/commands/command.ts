import type { Envelope } from "../envelopes";
import { type Body, type Fields, readFields } from "../fields";
import { limits } from "../limits";
import type { World } from "../world";

/** The limits that whoever starts the emulator may set. */
export interface Settings {
  readonly listDelaySeconds: number;
  readonly membersPageSize: number;
  readonly maxRoomRobots: number;
}

/** What a command works on. */
export interface Context {
  readonly world: World;
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What a command adds to the envelope of its answer. */
export type Payload = Readonly<Record<string, unknown>>;

/** One command of the service, as the catalogue keeps it. */
export interface Command {
  /** Title of the page that describes it. */
  readonly document: string;
  /** Calls that an app may make in a second, by that page. */
  readonly callsPerSecond: number;
  /** @throws Refusal */
  run(context: Context, body: object): Payload;
}

/** A service: the commands under `/v4/<name>/`, and the envelope of all their answers. */
export interface Service {
  readonly name: string;
  readonly envelope: Envelope;
  readonly commands: Readonly<Record<string, Command>>;
}

/** Makes a command of its table row: the fields are read first, in order, then `handle` sees them typed. */
export function command<F extends Fields>(row: {
  readonly document: string;
  /** Where the page gives another number than most. */
  readonly callsPerSecond?: number;
  readonly fields: F;
  handle(body: Body<F>, context: Context): Payload;
}): Command {
  return {
    document: row.document,
    callsPerSecond: row.callsPerSecond ?? limits.callsPerSecond,
    run: (context, body) => row.handle(readFields(row.fields, body), context),
  };
}
