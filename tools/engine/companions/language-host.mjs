import { createRequire } from "node:module";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import grpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { endPrograms, runProgram } from "./program.mjs";
import { watchParent } from "./shared.mjs";

const { version } = createRequire(import.meta.url)("@pulumi/pulumi/package.json");

/**
 * Serves `pulumirpc.LanguageRuntime` for one engine, until that engine stops it or ends.
 *
 * @param {string[]} args the engine's arguments: flags for logging, then its address
 */
export function main(args) {
  // No size limit, as in the engine: stack configurations and resource lists can be large.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const stop = async () => {
    await endPrograms();
    server.forceShutdown();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  watchParent(stop);

  server.addService(grpc.LanguageRuntimeService, methods(args.at(-1) ?? ""));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine reads the port from the first line of the standard output.
    process.stdout.write(`${port}\n`);
  });
}

/**
 * The methods that are needed to run programs. For the others, which install packages, generate code or run plugins, gRPC answers
 * UNIMPLEMENTED, which the engine understands.
 *
 * @param {string} engineAddress
 * @returns {import("@grpc/grpc-js").UntypedServiceImplementation}
 */
function methods(engineAddress) {
  return {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
    about: unary(() => {
      const about = new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
      about.getMetadataMap().set("sdk", version);
      return about;
    }),
    // Empty: the engine installs the plugin of another provider at its first resource.
    getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
    runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
    run: unary((/** @type {language.RunRequest} */ request, cancelled) =>
      runProgram(request, engineAddress, cancelled).catch(({ message }) =>
        new language.RunResponse().setError(message),
      ),
    ),
    cancel: unary(async () => {
      await endPrograms();
      return new empty.Empty();
    }),
  };
}

/**
 * @template Request, Response
 * @param {(request: Request, cancelled: AbortSignal) => Response | Promise<Response>} answer
 * @returns {import("@grpc/grpc-js").handleUnaryCall<Request, Response>}
 */
function unary(answer) {
  return async (call, callback) => {
    const cancellation = new AbortController();
    call.on("cancelled", () => cancellation.abort());
    try {
      callback(null, await answer(call.request, cancellation.signal));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      callback({ code: status.UNKNOWN, details });
    }
  };
}
