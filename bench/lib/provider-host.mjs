import { createRequire } from "node:module";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { startChild } from "./child.mjs";

const program = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** The time limit of a call: far longer than any call takes. */
const limitMs = 60_000;

/** The SDK's own provider host, started as the engine does it, with a client for its gRPC methods. */
export class ProviderHost {
  #client;
  #end;

  /**
   * @param {number} port
   * @param {() => Promise<void>} end
   */
  constructor(port, end) {
    this.#end = end;
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /**
   * @param {string} cwd the program's folder
   * @param {NodeJS.ProcessEnv} env
   */
  static async start(cwd, env) {
    // The host requires the address of an engine, but never calls it.
    const { line, stop } = await startChild([program, "127.0.0.1:1"], {
      cwd,
      env: { ...process.env, ...env },
      stderr: "inherit",
    });
    const host = new ProviderHost(Number(line), stop);
    await host.#ask("configure", new provider.ConfigureRequest().setArgs(structOf({})));
    return host;
  }

  /**
   * Calls `check` and `create`, as the engine does for a new resource.
   *
   * @param {Record<string, unknown>} inputs with `__provider`
   */
  async checkAndCreate(inputs) {
    await this.#ask("check", new provider.CheckRequest().setOlds(structOf({})).setNews(structOf(inputs)));
    await this.#ask("create", new provider.CreateRequest().setProperties(structOf(inputs)));
  }

  async stop() {
    this.#client.close();
    await this.#end();
  }

  /**
   * @param {"configure" | "check" | "create"} method
   * @param {unknown} request
   * @returns {Promise<void>}
   */
  #ask(method, request) {
    /** @type {Record<string, Function>} each takes a request of its own type */
    const client = Object(this.#client);
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + limitMs };
      client[method]?.(request, options, (/** @type {Error | null} */ error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}

/** @param {Record<string, unknown>} values */
function structOf(values) {
  return struct.Struct.fromJavaScript(
    /** @type {Record<string, import("google-protobuf/google/protobuf/struct_pb.js").JavaScriptValue>} */ (
      values
    ),
  );
}
