import { createHash } from "node:crypto";
import { TencentChatError } from "../client/errors";
import { type Message, message } from "../client/message";
import { batchesOf, naming, unique, without } from "./batches";
import type { Context } from "./context";
import {
  canonicalJson,
  changedProperties,
  checkInputs,
  type Field,
  type Fields,
  isAbsent,
  normal,
} from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";

type Properties = Readonly<Record<string, unknown>>;

/** The differences between the one-shots. */
export interface OneShot<Inputs, State> {
  readonly fields: Fields;
  /** The kind of thing that the resource works on. Only one resource at a time works on a group or user. */
  readonly kind: "group" | "user";
  /** The group or user that the resource works on; also the first part of its id. */
  readonly subject: (inputs: Inputs) => string;
  /** The input that lists the names to remove. */
  readonly listedIn: keyof Inputs & string;
  /** The output that lists the removed names. */
  readonly doneIn: keyof State & string;
  readonly perRequest: number;
  /** Removes one batch, and returns further outputs. */
  readonly remove: (context: Context, inputs: Inputs, batch: string[]) => Promise<Partial<State>>;
}

/**
 * The lifecycle of a resource that does its work once. Any change of its inputs replaces it, which does the work again. Deleting it
 * calls nothing, and a refresh does not look whether the removed names came back.
 */
export function oneShot<Inputs extends object, State extends Inputs>(
  context: Context,
  shot: OneShot<Inputs, State>,
): Lifecycle<Inputs, State> {
  const listed = (inputs: Inputs): string[] => unique(inputs[shot.listedIn] as string[]);
  const done = (state: Partial<State>): string[] => (state[shot.doneIn] ?? []) as string[];
  const idOf = (inputs: Inputs): string => `${shot.subject(inputs)}/${digestOf(shot.fields, inputs)}`;

  const finish = (olds: Partial<State>, news: Inputs): Promise<State> =>
    context.withLock(`${shot.kind} ${shot.subject(news)}`, async () => {
      let state = { ...inputsOf(shot.fields, news), [shot.doneIn]: done(olds) } as unknown as State;
      for (const batch of batchesOf(without(listed(news), done(olds)), shot.perRequest)) {
        try {
          const outputs = await shot.remove(context, news, batch);
          state = { ...state, ...outputs, [shot.doneIn]: [...done(state), ...batch] };
        } catch (error) {
          if (!(error instanceof TencentChatError) || done(state).length === 0) throw error;
          throw new PartialFailure(
            idOf(news),
            { ...state },
            progressMessage(error, `${shot.kind} ${shot.subject(news)}`, done(state), listed(news)),
          );
        }
      }
      return state;
    });

  return {
    fields: shot.fields,

    check: async (_olds, news) => checkInputs(shot.fields, news),

    diff: async (_id, olds, news) => {
      const replaces = changedProperties(shot.fields, olds, news);
      if (replaces.length > 0) return { changes: true, replaces };
      return { changes: without(listed(news), done(olds)).length > 0 };
    },

    create: async (news) => ({ id: idOf(news), outs: await finish({}, news) }),

    // The engine calls this only after a create that ended half-way: every other change is a replacement.
    update: async (_id, olds, news) => ({ outs: await finish(olds, news) }),

    // Nothing in the service corresponds to a one-shot, so the state is all there is.
    read: async (id, props) => (props?.[shot.listedIn] === undefined ? {} : { id, props }),

    delete: async () => {},
  };
}

/** The declared properties that are set. An undefined output would fail in the SDK's host, after the work. */
function inputsOf(fields: Fields, inputs: object): Properties {
  const values = inputs as Properties;
  return Object.fromEntries(
    Object.keys(fields)
      .filter((key) => !isAbsent(values[key]))
      .map((key) => [key, values[key]]),
  );
}

const digestLength = 12;

/** A digest that does not depend on the order of sets. */
function digestOf(fields: Fields, inputs: object): string {
  const given = Object.entries(inputsOf(fields, inputs));
  const values = given.map(([key, value]) => [key, normal(fields[key] as Field, value)]);
  return createHash("sha256")
    .update(canonicalJson(Object.fromEntries(values)))
    .digest("hex")
    .slice(0, digestLength);
}

function progressMessage(
  error: TencentChatError,
  subject: string,
  done: readonly string[],
  listed: readonly string[],
): Message {
  return message`From ${subject}, removed: ${naming(done)}; not removed: ${naming(without(listed, done))}. The next \`pulumi up\` does the rest. ${error.told}`;
}
