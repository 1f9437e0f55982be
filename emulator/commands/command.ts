import type { Envelope, Payload } from "../http/envelopes";
import { type Body, type FieldShape, type Fields, readFields } from "../http/fields";
import { type ErrorCode, Refusal } from "../model/errors";
import { limits } from "../model/limits";
import { includes, type Plan, type PlanRule } from "../model/plans";
import type { World } from "../model/world";

/** The limits that an option of the emulator sets. */
export interface Settings {
  readonly listDelaySeconds: number;
  readonly membersPageSize: number;
  readonly maxRoomRobots: number;
  /** The plan of all apps. */
  readonly plan: Plan;
}

/** What a command works on. */
export interface Context {
  readonly world: World;
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** UserID of the app admin who calls. */
  readonly caller: string;
}

/** The ErrorCodes of a command, each with its reason, except those for wrong fields. */
export type Errors = Readonly<Partial<Record<ErrorCode, string>>>;

/** Points that the documents leave open, or about which they contradict each other, each with the emulator's choice. */
export type Choices = Readonly<Record<string, string>>;

/** One command of a service. */
export interface Command {
  /** Title of the page that describes the command. */
  readonly document: string;
  /** Calls that an app may make in a second, according to that page. */
  readonly callsPerSecond: number;
  readonly plan: PlanRule | undefined;
  readonly fields: readonly (readonly [name: string, shape: FieldShape])[];
  readonly errors: Errors;
  readonly choices: Choices;
  /** @throws Refusal */
  run(context: Context, body: object): Payload;
}

/** A service: the commands under `/v4/<name>/`, and the envelope of all their answers. */
export interface Service {
  readonly name: string;
  /** The heading in docs/emulator.md. */
  readonly title: string;
  readonly envelope: Envelope;
  readonly commands: Readonly<Record<string, Command>>;
}

/** Makes a command from its table row. It reads the fields in order, then calls `handle` with their typed values. */
export function command<F extends Fields>(row: {
  readonly document: string;
  /** Only if the page has another number than 200. */
  readonly callsPerSecond?: number;
  /** Only for a command that some plans do not include. */
  readonly plan?: PlanRule;
  readonly fields: F;
  readonly errors?: Errors;
  readonly choices?: Choices;
  handle(body: Body<F>, context: Context): Payload;
}): Command {
  const { document, callsPerSecond = limits.callsPerSecond, plan, errors = {}, choices = {} } = row;
  const fields = Object.entries(row.fields).map(([name, { shape }]) => [name, shape] as const);
  return {
    document,
    callsPerSecond,
    plan,
    fields,
    errors,
    choices,
    run(context, body) {
      if (plan && !includes(context.settings.plan, plan.atLeast)) throw new Refusal(plan.otherwise);
      const read = readFields(row.fields, body);
      try {
        return row.handle(read, context);
      } catch (error) {
        // `npm run docs` makes docs/emulator.md from the row, so the row has to name every code.
        if (error instanceof Refusal && !(error.code in errors))
          throw new Error(`the row of "${document}" does not name ${error.code}`);
        throw error;
      }
    },
  };
}
