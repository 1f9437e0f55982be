import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Configuration, readConfiguration } from "../configuration/configuration";
import { type Key, stackKey, variables } from "../configuration/keys";
import { appsWithSecretKey } from "../configuration/secret-key";
import { holdsUnknown, isAbsent } from "../lifecycle/inputs";
import { escapeControls } from "../printable";
import { didYouMean } from "../suggest";
import { type Properties, plainOf, secretOf } from "./conversions";
import { identityOf } from "./urns";

const keys = Object.keys(variables) as Key[];
/** What the engine adds to the inputs of a provider. */
const ofEngine = /^(version|pluginDownloadURL|pluginChecksums|__.*)$/;
/** What says which app of which service it is: of another one, no resource is the same. */
const identifying: readonly string[] = ["sdkAppId", "region", "endpoint"];

/** A value as `pulumi config` has it: objects are JSON. */
function textOf(value: unknown): string | undefined {
  if (isAbsent(value) || holdsUnknown(value)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The configuration of one app, from the inputs of a provider resource and from the environment.
 *
 * @param app a name in `apps`; without one, the app whose keys are the inputs themselves
 */
export function configurationIn(inputs: Properties, app?: string): Configuration {
  const texts = new Map(
    keys.map((key): [string, string | undefined] => [stackKey(key), textOf(inputs[key])]),
  );
  return readConfiguration((key) => texts.get(key), process.env, app);
}

/** The names of the configured apps. */
function appsIn(inputs: Properties): string[] {
  return [textOf(inputs.apps), process.env[variables.apps]].flatMap((text) => {
    try {
      return Object.keys(JSON.parse(text || "{}") as object);
    } catch {
      // The configuration of any app refuses the text.
      return ["default"];
    }
  });
}

export interface Failure {
  /** The input that is wrong; empty where no input is. */
  readonly property: string;
  readonly reason: string;
}

/** All that is wrong with what is known of the inputs of a provider resource. */
export function failuresIn(urn: string, inputs: Properties): Failure[] {
  const apps = new Set([undefined, ...appsIn(inputs)]);
  const problems = new Set([...apps].flatMap((app) => configurationIn(inputs, app).problems));
  const failures = [...problems].map((reason) => ({ property: propertyIn(reason), reason }));
  return [...unknownKeysIn(urn, inputs), ...failures].map(({ property, reason }) => ({
    property,
    reason: escapeControls(reason),
  }));
}

function propertyIn(reason: string): string {
  const told = /^the configuration (\S+?:\w+)/.exec(reason)?.[1];
  return keys.find((key) => stackKey(key) === told) ?? "";
}

function unknownKeysIn(urn: string, inputs: Properties): Failure[] {
  // The default provider has what the stack's configuration has in the namespace, where a program may have keys of its own.
  if (/^default(_|$)/.test(identityOf(urn).name)) return [];
  const unknown = Object.keys(inputs).filter(
    (key) => !keys.some((known) => known === key) && !ofEngine.test(key),
  );
  return unknown.map((key) => {
    const meant = didYouMean(key, keys);
    // If key and value were swapped, the key is a SecretKey.
    const property = meant === "" ? "" : key;
    const what =
      meant === "" ? "There is an input that a provider does not have" : `${key} is no input of a provider`;
    return { property, reason: `${what}.${meant} It has ${keys.join(", ")}.` };
  });
}

/** Makes secrets of what holds a SecretKey, whatever the program says: the state stores the inputs of a provider. */
export function hideSecretKeys(inputs: Struct): void {
  const fields = inputs.getFieldsMap();
  for (const key of ["secretKey", "apps"]) {
    const value = fields.get(key);
    const text = value === undefined ? undefined : textOf(plainOf(value));
    if (value === undefined || text === undefined) continue;
    if (key === "secretKey" || appsWithSecretKey(text).length > 0) fields.set(key, secretOf(value));
  }
}

export interface ConfigurationChange {
  readonly key: string;
  readonly kind: "add" | "delete" | "update";
  /** All resources of the provider are then others. */
  readonly replaces: boolean;
}

/** Whether two providers certainly work on one app, though one may have from the environment what the other one has as inputs. */
function isOneApp(olds: Properties, news: Properties): boolean {
  const [before, now] = [configurationIn(olds).client, configurationIn(news).client];
  return before !== undefined && before.sdkAppId === now?.sdkAppId && before.baseUrl === now.baseUrl;
}

export function changesOfConfiguration(olds: Properties, news: Properties): ConfigurationChange[] {
  const replaces = !isOneApp(olds, news);
  return keys
    .filter((key) => holdsUnknown(news[key]) || textOf(olds[key]) !== textOf(news[key]))
    .map((key) => ({
      key,
      kind: isAbsent(olds[key]) ? "add" : isAbsent(news[key]) ? "delete" : "update",
      // A value that is not known yet may turn out to be the one that it was.
      replaces: replaces && identifying.includes(key) && !holdsUnknown(news[key]),
    }));
}
