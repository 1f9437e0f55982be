import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { startChild } from "./child.mjs";

/**
 * Loads from the SDK's own folder: gRPC and protobuf are its dependencies. Only when it is called, since a fresh clone has no
 * SDK yet when this module is loaded.
 */
const sdk = () =>
  createRequire(createRequire(join(root, "package.json")).resolve("@pulumi/pulumi/package.json"));

/** Nothing that a fresh host does takes so long. */
const limitMs = 60_000;

/** The SDK's own provider host, as the engine starts it, and what it is asked over gRPC. */
export class ProviderHost {
  #client;
  #end;

  /**
   * @param {number} port
   * @param {() => Promise<void>} end
   */
  constructor(port, end) {
    this.#end = end;
    const { ResourceProviderClient } = sdk()("./proto/provider_grpc_pb.js");
    const { credentials } = sdk()("@grpc/grpc-js");
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /**
   * @param {string} cwd the program's folder
   * @param {NodeJS.ProcessEnv} env
   */
  static async start(cwd, env) {
    const program = sdk().resolve("./cmd/dynamic-provider");
    // The address of an engine, which the host takes and never calls.
    const { line, stop } = await startChild([program, "127.0.0.1:1"], {
      cwd,
      env: { ...process.env, ...env },
      stderr: "inherit",
    });
    const host = new ProviderHost(Number(line), stop);
    const { ConfigureRequest } = sdk()("./proto/provider_pb.js");
    await host.#ask("configure", new ConfigureRequest().setArgs(structOf({})));
    return host;
  }

  /**
   * What the engine does for a new resource.
   *
   * @param {Record<string, unknown>} inputs with `__provider`
   */
  async checkAndCreate(inputs) {
    const { CheckRequest, CreateRequest } = sdk()("./proto/provider_pb.js");
    await this.#ask("check", new CheckRequest().setOlds(structOf({})).setNews(structOf(inputs)));
    await this.#ask("create", new CreateRequest().setProperties(structOf(inputs)));
  }

  async stop() {
    this.#client.close();
    await this.#end();
  }

  /**
   * @param {string} method
   * @param {unknown} request
   * @returns {Promise<void>}
   */
  #ask(method, request) {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + limitMs };
      this.#client[method](request, options, (/** @type {Error | null} */ error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}

/** @param {Record<string, unknown>} values */
function structOf(values) {
  return sdk()("google-protobuf/google/protobuf/struct_pb.js").Struct.fromJavaScript(values);
}
