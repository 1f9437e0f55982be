import { Metadata } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { propertiesOf, structOf } from "../../../provider/plugin/conversions";
import type { Checked, Host, Resource } from "../../host/support/host";
import type { Properties } from "../../host/support/host-error";
import type { ResourceType } from "../../host/support/provider-texts";
import type { World } from "../../host/support/world";

/** A value that the engine is told to store as a secret. */
export interface Secret {
  readonly secret: unknown;
}

/** What a diff says of each path. */
export type Details = Readonly<Record<string, string>>;

interface Differences {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly details: Details;
}

function checkedOf(response: messages.CheckResponse): Checked {
  const failures = response.getFailuresList().map((each) => each.toObject());
  return { inputs: { ...propertiesOf(response.getInputs()) }, failures };
}

const kinds = new Map(
  Object.entries(messages.PropertyDiff.Kind).map(([name, value]) => [value as number, name]),
);

function differencesOf(response: messages.DiffResponse): Differences {
  const details: [string, string][] = [];
  response.getDetaileddiffMap().forEach((value: messages.PropertyDiff, path: string) => {
    details.push([path, kinds.get(value.getKind()) ?? ""]);
  });
  return {
    changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    details: Object.fromEntries(details),
  };
}

/** The plug-in's process, asked what only a native provider is asked. */
export class Plugin {
  /** For the calls that both doors have. */
  readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  static async start(world: World, config: Parameters<World["host"]>[0] = {}): Promise<Plugin> {
    return new Plugin(await world.host(config, { door: "native" }));
  }

  /** @param name of the resource in the program */
  async check(type: ResourceType, name: string, news: Properties): Promise<Checked> {
    const request = new messages.CheckRequest().setUrn(this.host.urn(type, name)).setNews(structOf(news));
    return checkedOf(
      await this.host.ask<messages.CheckResponse>("check", (done) =>
        this.host.client.check(request, new Metadata(), done),
      ),
    );
  }

  async diff({ type, id, state }: Resource, news: Properties): Promise<Differences> {
    const request = new messages.DiffRequest()
      .setUrn(this.host.urn(type))
      .setId(id)
      .setOlds(structOf(state))
      .setNews(structOf(news));
    return differencesOf(
      await this.host.ask<messages.DiffResponse>("diff", (done) =>
        this.host.client.diff(request, new Metadata(), done),
      ),
    );
  }

  /** @param options as of the resource options; seconds, 0 for as long as it takes */
  async create(
    type: ResourceType,
    inputs: Properties,
    { preview = false, timeout = 0 }: { readonly preview?: boolean; readonly timeout?: number } = {},
  ): Promise<Resource> {
    const request = new messages.CreateRequest()
      .setUrn(this.host.urn(type))
      .setProperties(structOf(inputs))
      .setPreview(preview)
      .setTimeout(timeout);
    const response = await this.host.ask<messages.CreateResponse>("create", (done) =>
      this.host.client.create(request, new Metadata(), done),
    );
    return { type, id: response.getId(), state: { ...propertiesOf(response.getProperties()) } };
  }

  async update(
    { type, id, state }: Resource,
    news: Properties,
    { preview = false, timeout = 0 }: { readonly preview?: boolean; readonly timeout?: number } = {},
  ): Promise<Resource> {
    const request = new messages.UpdateRequest()
      .setUrn(this.host.urn(type))
      .setId(id)
      .setOlds(structOf(state))
      .setNews(structOf(news))
      .setPreview(preview)
      .setTimeout(timeout);
    const response = await this.host.ask<messages.UpdateResponse>("update", (done) =>
      this.host.client.update(request, new Metadata(), done),
    );
    return { type, id, state: { ...propertiesOf(response.getProperties()) } };
  }

  async delete({ type, id, state }: Resource, timeout: number): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(this.host.urn(type))
      .setId(id)
      .setProperties(structOf(state))
      .setTimeout(timeout);
    await this.host.ask("delete", (done) => this.host.client.delete(request, new Metadata(), done));
  }

  /** Ctrl-C. */
  async cancel(): Promise<void> {
    await this.host.ask("cancel", (done) => this.host.client.cancel(new Empty(), new Metadata(), done));
  }

  /** @param name of the provider resource; the engine calls its own `default_…` */
  async checkConfig(
    name: string,
    news: Struct,
  ): Promise<{ readonly inputs: Struct } & Pick<Checked, "failures">> {
    const request = new messages.CheckRequest().setUrn(providerUrn(name)).setNews(news);
    const response = await new Promise<messages.CheckResponse>((resolve, reject) => {
      this.host.client.checkConfig(request, new Metadata(), (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
    const { failures } = checkedOf(response);
    const inputs = response.getInputs();
    if (inputs === undefined) throw new Error("The answer has no inputs.");
    return { inputs, failures };
  }

  async diffConfig(olds: Properties, news: Properties): Promise<Differences> {
    const request = new messages.DiffRequest()
      .setUrn(providerUrn("explicit"))
      .setOlds(structOf(olds))
      .setNews(structOf(news));
    return differencesOf(
      await this.host.ask<messages.DiffResponse>("diffConfig", (done) =>
        this.host.client.diffConfig(request, new Metadata(), done),
      ),
    );
  }
}

function providerUrn(name: string): string {
  return `urn:pulumi:test::test::pulumi:providers:tencent-chat::${name}`;
}
