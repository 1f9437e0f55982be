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
/** The inputs that the engine adds to those of a provider. */
const ofEngine = /^(version|pluginDownloadURL|pluginChecksums|__.*)$/;
/** The keys that identify an app of a service. If one of them changes, no resource is the same. */
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
      // The text is no JSON: reading the configuration of any app reports that.
      return ["default"];
    }
  });
}

export interface Failure {
  /** The wrong input; empty if it is not known which one is wrong. */
  readonly property: string;
  readonly reason: string;
}

/** What is wrong with the known inputs of a provider resource. */
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
  // The default provider gets every key of the namespace, where a program may have keys of its own.
  if (/^default(_|$)/.test(identityOf(urn).name)) return [];
  const unknown = Object.keys(inputs).filter(
    (key) => !keys.some((known) => known === key) && !ofEngine.test(key),
  );
  return unknown.map((key) => {
    const meant = didYouMean(key, keys);
    // If key and value were swapped, the key is a SecretKey.
    const property = meant === "" ? "" : key;
    const what = meant === "" ? "One of the inputs" : key;
    return {
      property,
      reason: `${what} is no input of a provider.${meant} A provider has ${keys.join(", ")}.`,
    };
  });
}

/** Makes the inputs that hold a SecretKey secret, even if the program does not: the state stores the inputs of a provider. */
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
  /** Whether the change replaces all resources of the provider. */
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
      // A value that is not known yet may turn out to be unchanged.
      replaces: replaces && identifying.includes(key) && !holdsUnknown(news[key]),
    }));
}
