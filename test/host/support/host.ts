import { credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { NamedText } from "../../support/secrets";
import { HostError, hostErrorOf, type Properties } from "./host-error";
import { type DoorName, HostProcess, type ProcessOptions } from "./host-process";
import { type ProviderTexts, providerTexts, type ResourceType } from "./provider-texts";

/** A resource as the engine keeps it between two calls: `state` is what the host returned, `__provider` and all. */
export interface Resource {
  readonly type: ResourceType;
  readonly id: string;
  readonly state: Properties;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Difference {
  /** Undefined when the host leaves it to the engine to compare. */
  readonly changes: boolean | undefined;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface HostOptions extends ProcessOptions {
  /** The stack's configuration, with full keys such as `tencent-chat:region`. @default nothing is set */
  readonly config?: Readonly<Record<string, string>>;
  /** @default "dynamic" */
  readonly door?: DoorName;
}

/** What serves a host: a process of its own, as a rule. */
export type Served = Pick<HostProcess, "stdout" | "stderr" | "stop">;

const providerKey = "__provider";

/** Longer than any call of a test may take; ends a call that hangs, so that the test can end what it started. */
const longestCallMilliseconds = 30_000;

function limited(): { deadline: number } {
  return { deadline: Date.now() + longestCallMilliseconds };
}

/** The protobuf library's types know less of JSON than its code. */
function structOf(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** The state without the SDK's own property. */
export function outputsOf({ state }: Pick<Resource, "state">): Properties {
  const { [providerKey]: _, ...outputs } = state;
  return outputs;
}

/** The SDK's real host of dynamic providers, or this package's plug-in, called as the engine calls it. */
export class Host {
  readonly #process: Served;
  readonly client: ResourceProviderClient;
  readonly #texts: ProviderTexts | undefined;
  readonly #said: NamedText[] = [];

  /** @param texts of a host of dynamic providers */
  constructor(process: Served, port: number, texts?: ProviderTexts) {
    this.#process = process;
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    this.#texts = texts;
  }

  /** All that the host has said so far: answers, errors, and what it printed. */
  get said(): NamedText[] {
    const { stdout, stderr } = this.#process;
    return [...this.#said, { name: "stdout", text: stdout }, { name: "stderr", text: stderr }];
  }

  get stdout(): string {
    return this.#process.stdout;
  }

  get stderr(): string {
    return this.#process.stderr;
  }

  async configure(config: Readonly<Record<string, string>>): Promise<void> {
    const request = new messages.ConfigureRequest();
    const entries = Object.entries(config);
    // The plug-in is configured like an explicit provider, by the names of its inputs.
    const args =
      this.#texts === undefined ? entries.map(([key, value]) => [key.replace(/^.*?:/, ""), value]) : entries;
    request.setArgs(structOf(Object.fromEntries(args)));
    await this.ask("configure", (done) => this.client.configure(request, new Metadata(), limited(), done));
  }

  /** @param name of the resource in the program, by which its owner is known. @default nobody is told */
  async check(type: ResourceType, news: Properties, olds: Properties = {}, name?: string): Promise<Checked> {
    const isTold = name !== undefined && this.#texts !== undefined;
    const request = new messages.CheckRequest().setUrn(this.urn(type, name));
    request.setOlds(structOf(olds));
    request.setNews(this.#inputs(type, isTold ? { ...news, __declaration: `1 ${name}` } : news));
    const response = await this.ask<messages.CheckResponse>("check", (done) =>
      this.client.check(request, new Metadata(), limited(), done),
    );
    return {
      inputs: response.getInputs()?.toJavaScript() ?? {},
      failures: response.getFailuresList().map((each) => each.toObject()),
    };
  }

  async diff({ type, id, state }: Resource, news: Properties): Promise<Difference> {
    const request = new messages.DiffRequest().setUrn(this.urn(type));
    request.setId(id);
    request.setOlds(structOf(state));
    request.setNews(this.#inputs(type, news));
    const response = await this.ask<messages.DiffResponse>("diff", (done) =>
      this.client.diff(request, new Metadata(), limited(), done),
    );
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    const said = new Map([
      [DIFF_SOME as number, true],
      [DIFF_NONE as number, false],
    ]);
    return {
      changes: said.get(response.getChanges()),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(type: ResourceType, news: Properties): Promise<Resource> {
    const request = new messages.CreateRequest().setUrn(this.urn(type));
    request.setProperties(this.#inputs(type, news));
    const response = await this.ask<messages.CreateResponse>("create", (done) =>
      this.client.create(request, new Metadata(), limited(), done),
    );
    return { type, id: response.getId(), state: response.getProperties()?.toJavaScript() ?? {} };
  }

  /** Undefined when the resource is gone. */
  async read({
    type,
    id,
    state,
  }: Resource): Promise<(Resource & { readonly inputs: Properties }) | undefined> {
    const request = new messages.ReadRequest().setUrn(this.urn(type));
    request.setId(id);
    request.setProperties(structOf(state));
    const response = await this.ask<messages.ReadResponse>("read", (done) =>
      this.client.read(request, new Metadata(), limited(), done),
    );
    if (response.getId() === "") return undefined;
    return {
      type,
      id: response.getId(),
      state: response.getProperties()?.toJavaScript() ?? {},
      inputs: response.getInputs()?.toJavaScript() ?? {},
    };
  }

  async update({ type, id, state }: Resource, news: Properties): Promise<Resource> {
    const request = new messages.UpdateRequest().setUrn(this.urn(type));
    request.setId(id);
    request.setOlds(structOf(state));
    request.setNews(this.#inputs(type, news));
    const response = await this.ask<messages.UpdateResponse>("update", (done) =>
      this.client.update(request, new Metadata(), limited(), done),
    );
    return { type, id, state: response.getProperties()?.toJavaScript() ?? {} };
  }

  async delete({ type, id, state }: Resource): Promise<void> {
    const request = new messages.DeleteRequest().setUrn(this.urn(type));
    request.setId(id);
    request.setProperties(structOf(state));
    await this.ask("delete", (done) => this.client.delete(request, new Metadata(), limited(), done));
  }

  /** A resource as an earlier run left it in the state. */
  known(type: ResourceType, id: string, outputs: Properties): Resource {
    return { type, id, state: this.#withText(type, outputs) };
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    this.client.close();
    await this.#process.stop(signal);
  }

  #inputs(type: ResourceType, news: Properties): Struct {
    return structOf(this.#withText(type, news));
  }

  #withText(type: ResourceType, properties: Properties): Properties {
    return this.#texts === undefined ? properties : { ...properties, [providerKey]: this.#texts[type] };
  }

  /** @param name in the program */
  urn(type: ResourceType, name = "resource"): string {
    const module = this.#texts === undefined ? "tencent-chat:index" : "pulumi-nodejs:dynamic/tencent-chat";
    return `urn:pulumi:test::test::${module}:${type}::${name}`;
  }

  /** A call that no method here makes. */
  ask<Response extends { toObject(): unknown }>(
    method: string,
    send: (done: (error: ServiceError | null, response: Response) => void) => void,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        const outcome = error === null ? response.toObject() : hostErrorOf(error);
        const partial = outcome instanceof HostError ? [outcome.message, outcome.partial] : outcome;
        this.#said.push({ name: method, text: JSON.stringify(partial) });
        if (outcome instanceof HostError) reject(outcome);
        else resolve(response);
      });
    });
  }
}

/** Processes that are on their way while a test runs, for whoever needs the next one. */
const spares = new Map<DoorName, HostProcess>();

function processFor(door: DoorName, options: ProcessOptions): HostProcess {
  if (Object.keys(options).length > 0) return new HostProcess(door, options);
  const process = spares.get(door) ?? new HostProcess(door, {});
  spares.set(door, new HostProcess(door, {}));
  return process;
}

// Mocha's, for all files of a run; other programs that start hosts have no such hook, and get no spare one.
if (typeof after === "function")
  after(() => Promise.all([...spares.values()].map((process) => process.stop())));

/** Starts a host and configures it. The caller stops it. */
export async function startHost({
  config = {},
  door = "dynamic",
  ...options
}: HostOptions = {}): Promise<Host> {
  const process = typeof after === "function" ? processFor(door, options) : new HostProcess(door, options);
  try {
    const texts = door === "dynamic" ? providerTexts() : undefined;
    const host = new Host(process, await process.port(), await texts);
    await host.configure(config);
    return host;
  } catch (error) {
    await process.stop();
    throw error;
  }
}
