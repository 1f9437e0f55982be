import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { isTencentChatError } from "../client/errors";
import { message, render, term } from "../client/message";
import { escapeControls } from "../printable";
import type { Context } from "./context";
import { ExplainedError, toldBy } from "./explained-error";
import { appProperty, type Fields, failureOn, isAbsent, isUnknown, providerProperty } from "./inputs";
import type { EngineCalls, Lifecycle } from "./lifecycle";
import type { Owner } from "./owners";
import { PartialFailure } from "./partial-failure";
import { appName } from "./rules";
import { wordsOf } from "./words";

/** A property of every resource. Without it, the resource is in the app whose keys are in the namespace itself. */
interface InApp {
  readonly app?: unknown;
}

interface InOneApp<Properties> {
  readonly app: unknown;
  readonly properties: Properties;
}

function apart<Properties extends object>(whole: Properties): InOneApp<Properties> {
  const { [appProperty]: app, ...properties } = whole as Properties & InApp;
  return { app: isAbsent(app) ? undefined : app, properties: properties as unknown as Properties };
}

/** Adds nothing without an app, so that states from before there were named apps stay as they are. */
function together<Properties extends object>({ app, properties }: InOneApp<Properties>): Properties {
  return app === undefined ? properties : { ...properties, [appProperty]: app };
}

/**
 * Renders a failure for a person: names the app, and replaces the client's terms by keys of the configuration and inputs of the
 * resource. Work that ended half-way becomes a state. The state keeps the app and the provider's text, by which the host finds
 * this code again: the SDK's host adds that text to the result of a successful call, but not to a failure.
 */
async function explaining<Result>(whole: object, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExplainedError) && !isTencentChatError(error)) throw error;
    const { app } = apart(whole);
    const name = app === undefined ? undefined : String(app);
    const told = render(toldBy(error), wordsOf(name));
    const text = name === undefined ? told : `App "${name}": ${told}`;
    // A new error, since several resources may have received the same one.
    if (!(error instanceof PartialFailure)) {
      throw Object.assign(new ExplainedError(text, { cause: error }), { name: error.name });
    }
    const { [providerProperty]: provider } = whole as { readonly [providerProperty]?: unknown };
    const state = together({ app, properties: error.properties });
    throw new PartialFailure(error.id, { ...state, [providerProperty]: provider }, text);
  }
}

/**
 * Whether these are the properties of a recorded state. The engine also reads for a program that has only an id (`get`), and then
 * passes the properties of that program.
 */
function isRecorded(fields: Fields, properties: object): boolean {
  const values = properties as Readonly<Record<string, unknown>>;
  return Object.entries(fields).every(([each, { optional }]) => optional === true || !isAbsent(values[each]));
}

/** Without this error, the SDK's host would go on with an empty resource, and a preview would look right. */
function notThere(type: string, id: string): ExplainedError {
  return new ExplainedError(
    message`A ${type} with the id "${id}" cannot be read: it does not exist in the app of ${term("sdkAppId")}. Check the id and the app.`,
  );
}

/** The engine's calls for a type of resource in any app. */
export interface CallsByApp<Inputs extends object, State extends Inputs> extends EngineCalls<Inputs, State> {
  /** @param owner the checked resource; without it, ownership is not checked */
  readonly check: (olds: Inputs, news: Inputs, owner?: Owner) => Promise<CheckResult<Inputs>>;
}

/** Problems of the configuration, as failures of the whole resource. A preview shows them. */
function configurationFailures({ configuration }: Context): CheckFailure[] {
  return configuration.problems.map((reason) => ({ property: "", reason }));
}

/**
 * The engine's calls for a type of resource whose input `app` picks one of several apps. Each app has its own lifecycle and
 * context, which know nothing of other apps. A resource that moves to another app is replaced: created there, then deleted here.
 *
 * @param type the name of the class, for messages
 * @param contextOf returns the context of an app by its name in the configuration
 */
export function byApp<Inputs extends object, State extends Inputs>(
  type: string,
  contextOf: (app: string | undefined) => Context,
  lifecycleIn: (context: Context) => Lifecycle<Inputs, State>,
): CallsByApp<Inputs, State> {
  interface Opened {
    readonly context: Context;
    readonly lifecycle: Lifecycle<Inputs, State>;
  }
  const opened = new Map<string | undefined, Opened>();
  const inside = (app: unknown): Opened => {
    // `check` refuses anything else.
    const name = typeof app === "string" ? app : undefined;
    const known = opened.get(name);
    if (known !== undefined) return known;
    const context = contextOf(name);
    const fresh = { context, lifecycle: lifecycleIn(context) };
    opened.set(name, fresh);
    return fresh;
  };

  return {
    check: async (olds, news, owner) => {
      const before = apart(olds);
      const { app, properties } = apart(news);
      const isNew = Object.keys(olds).length === 0;
      const leaves = !isNew && before.app !== app;
      if (leaves) inside(before.app).lifecycle.leave?.(before.properties as Partial<State>);
      const { context, lifecycle } = inside(app);
      const { inputs = properties, failures = [] } = await lifecycle.check(
        leaves ? ({} as Inputs) : before.properties,
        properties,
      );
      const where = app === undefined ? "" : ` of the app ${app}`;
      const things = (lifecycle.owns?.(properties) ?? []).map((thing) => `${thing}${where}`);
      const conflict = owner && context.ledger.owners.claim(owner, things);
      const told = [
        ...failureOn(appProperty, app, app === undefined ? [] : appName(app, appProperty)),
        ...failures,
        ...(conflict === undefined ? [] : [{ property: "", reason: conflict }]),
        ...(isUnknown(app) ? [] : configurationFailures(context)),
      ];
      return {
        inputs: together({ app, properties: inputs }),
        // Failures quote values of the program and the configuration, which may come from anywhere.
        failures: told.map((failure) => ({ ...failure, reason: escapeControls(failure.reason) })),
      };
    },

    diff: async (id, olds, news) => {
      const before = apart(olds);
      const { app, properties } = apart(news);
      if (before.app === app) return inside(app).lifecycle.diff(id, before.properties, properties);
      inside(before.app).lifecycle.leave?.(before.properties);
      return { changes: true, replaces: [appProperty] };
    },

    create: (news) => {
      const { app, properties } = apart(news);
      return explaining(news, async () => {
        const { id, outs } = await inside(app).lifecycle.create(properties);
        return { id, outs: outs && together({ app, properties: outs }) };
      });
    },

    read: (id, props) => {
      const { app, properties } = apart(props ?? ({} as State));
      return explaining(props ?? {}, async () => {
        const { lifecycle } = inside(app);
        const isKnown = props !== undefined && isRecorded(lifecycle.fields, properties);
        const found = await lifecycle.read(id, props && properties);
        if (found.id === undefined) {
          if (isKnown) return found;
          throw notThere(type, id);
        }
        return {
          ...found,
          ...(found.props === undefined ? {} : { props: together({ app, properties: found.props }) }),
          ...(found.inputs === undefined ? {} : { inputs: together({ app, properties: found.inputs }) }),
        };
      });
    },

    update: (id, olds, news) => {
      const { app, properties } = apart(news);
      return explaining(news, async () => {
        const { outs } = await inside(app).lifecycle.update(id, apart(olds).properties, properties);
        return { outs: outs && together({ app, properties: outs }) };
      });
    },

    delete: (id, olds) => {
      const { app, properties } = apart(olds);
      return explaining(olds, () => inside(app).lifecycle.delete(id, properties));
    },
  };
}
