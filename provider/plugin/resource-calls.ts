import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  PropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { announcementOf, announcements, hidden, isOneShot } from "../announcements";
import { appProperty, holdsUnknown, isKnownText, unknownValue } from "../lifecycle/inputs";
import type { ResourceName } from "../resources/resource-name";
import type { Calls } from "./calls";
import { type Properties, propertiesOf } from "./conversions";
import { type Change, changesOf } from "./detailed-diff";
import type { Kept } from "./failures";
import { holdsSecret, secretName, stored } from "./secrets";
import { identityOf } from "./urns";

/* What the engine calls for a resource, by the names of the protocol. */

export async function check(calls: Calls, request: CheckRequest): Promise<CheckResponse> {
  const urn = request.getUrn();
  const secret = secretName(request.getNews() ?? new Struct());
  if (secret !== undefined) await calls.warnOfSecret(urn, secret);
  const news = propertiesOf(request.getNews());
  const owner = { key: urn, name: identityOf(urn).name };
  const { inputs = news, failures = [] } = await calls
    .of(urn)
    .calls.check(propertiesOf(request.getOlds()), news, owner);
  const told = failures.map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
  return new CheckResponse().setInputs(stored(inputs, [], request.getNews())).setFailuresList(told);
}

export async function diff(calls: Calls, request: DiffRequest): Promise<DiffResponse> {
  const type = calls.of(request.getUrn());
  const [olds, news] = [propertiesOf(request.getOlds()), propertiesOf(request.getNews())];
  const found = await type.calls.diff(request.getId(), olds, news);
  const { replaces = [], deleteBeforeReplace = false } = found;
  const changes = changesOf(type.fields, olds, news);
  const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
  const response = new DiffResponse()
    .setChanges(found.changes === true ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setDiffsList([...new Set(changes.map(({ property }) => property))])
    .setHasdetaileddiff(true);
  for (const change of changes) {
    const kind = kindOf(change.kind, replaces.includes(change.property));
    response.getDetaileddiffMap().set(change.path, new PropertyDiff().setKind(kind));
  }
  return response;
}

export function kindOf(kind: Change["kind"], replaces: boolean): PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
  const [plain, replacing] = {
    add: [ADD, ADD_REPLACE] as const,
    delete: [DELETE, DELETE_REPLACE] as const,
    update: [UPDATE, UPDATE_REPLACE] as const,
  }[kind];
  return replaces ? replacing : plain;
}

export function kept(calls: Calls, urn: string, inputs: Struct | undefined): Kept {
  return { inputs, repeating: calls.of(urn).repeating };
}

/** The outputs of a create or update, as far as a preview knows them. */
function foreseen(inputs: Properties, outputs: readonly string[]): Properties {
  const open = outputs.map((output): [string, string] => [output, unknownValue]);
  return { ...Object.fromEntries(open), ...inputs };
}

/** What a one-shot says in a preview. */
function announcementIn(name: ResourceName, inputs: Struct): string | undefined {
  if (!isOneShot(name)) return undefined;
  const { from, list } = announcements[name];
  const { [from]: subject, [list]: names, app } = propertiesOf(inputs);
  const isHidden =
    holdsUnknown([subject, names, app]) ||
    [from, list, appProperty].some((input) => {
      const value = inputs.getFieldsMap().get(input);
      return value !== undefined && holdsSecret(value);
    });
  return isHidden
    ? announcementOf(name, undefined, hidden)
    : announcementOf(name, isKnownText(app) ? app : undefined, [subject, names]);
}

export async function create(calls: Calls, request: CreateRequest): Promise<CreateResponse> {
  const type = calls.of(request.getUrn());
  const inputs = propertiesOf(request.getProperties());
  const answer = (outs: object): CreateResponse =>
    new CreateResponse().setProperties(stored(outs, type.repeating, request.getProperties()));
  if (request.getPreview()) {
    const text = announcementIn(type.name, request.getProperties() ?? new Struct());
    if (text !== undefined) await calls.tell("info", text, request.getUrn());
    return answer(foreseen(inputs, type.outputs));
  }
  const { id, outs = {} } = await calls.within(request.getUrn(), request.getTimeout(), () =>
    type.calls.create(inputs),
  );
  return answer(outs).setId(id);
}

export async function update(calls: Calls, request: UpdateRequest): Promise<UpdateResponse> {
  const type = calls.of(request.getUrn());
  const [olds, news] = [propertiesOf(request.getOlds()), propertiesOf(request.getNews())];
  const answer = (outs: object): UpdateResponse =>
    new UpdateResponse().setProperties(stored(outs, type.repeating, request.getNews()));
  if (request.getPreview()) return answer(foreseen(news, type.outputs));
  const { outs = {} } = await calls.within(request.getUrn(), request.getTimeout(), () =>
    type.calls.update(request.getId(), olds, news),
  );
  return answer(outs);
}

/** An import and a `get` know only the id. An answer without an id says that there is no such resource. */
export async function read(calls: Calls, request: ReadRequest): Promise<ReadResponse> {
  const type = calls.of(request.getUrn());
  const state = propertiesOf(request.getProperties());
  const isKnown = Object.keys(state).length > 0;
  const found = await calls.within(request.getUrn(), 0, () =>
    type.calls.read(request.getId(), isKnown ? state : undefined),
  );
  if (found.id === undefined) return new ReadResponse();
  const [inputs, known] = [request.getInputs(), request.getProperties()];
  return new ReadResponse()
    .setId(found.id)
    .setProperties(stored(found.props ?? {}, type.repeating, inputs, known))
    .setInputs(found.inputs === undefined ? inputs : stored(found.inputs, [], inputs));
}

export async function remove(calls: Calls, request: DeleteRequest): Promise<Empty> {
  const type = calls.of(request.getUrn());
  const state = propertiesOf(request.getProperties());
  await calls.within(request.getUrn(), request.getTimeout(), () => type.calls.delete(request.getId(), state));
  return new Empty();
}
