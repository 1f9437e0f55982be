import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
  GetSchemaResponse,
  PropertyDiff,
} from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { manifest } from "../manifest";
import type { Calls } from "./calls";
import { changesOfConfiguration, failuresIn, hideSecretKeys } from "./configuration";
import { propertiesOf } from "./conversions";
import { kindOf } from "./resource-calls";

/* What the engine calls for the provider itself, by the names of the protocol. */

export function getPluginInfo(): PluginInfo {
  return new PluginInfo().setVersion(manifest.version);
}

/** The schema that `npm run docs` makes, with this package's version. */
export function getSchema(): GetSchemaResponse {
  const schema = JSON.parse(readFileSync(join(__dirname, "schema.json"), "utf8")) as object;
  return new GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version: manifest.version }));
}

export function checkConfig(request: CheckRequest): CheckResponse {
  const inputs = request.getNews() ?? new Struct();
  const failures = failuresIn(request.getUrn(), propertiesOf(inputs)).map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
  hideSecretKeys(inputs);
  return new CheckResponse().setInputs(inputs).setFailuresList(failures);
}

export function diffConfig(request: DiffRequest): DiffResponse {
  const changes = changesOfConfiguration(propertiesOf(request.getOlds()), propertiesOf(request.getNews()));
  const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(changes.filter(({ replaces }) => replaces).map(({ key }) => key))
    .setDiffsList(changes.map(({ key }) => key))
    .setHasdetaileddiff(true);
  for (const { key, kind, replaces } of changes) {
    const detail = new PropertyDiff().setKind(kindOf(kind, replaces)).setInputdiff(true);
    response.getDetaileddiffMap().set(key, detail);
  }
  return response;
}

export function configure(calls: Calls, request: ConfigureRequest): ConfigureResponse {
  calls.configure(propertiesOf(request.getArgs()));
  return new ConfigureResponse().setSupportspreview(true).setAcceptsecrets(true);
}
