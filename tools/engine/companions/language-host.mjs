import { directDependencies, installedPackages, requiredPlugins } from "./packages.mjs";
import { watchParent } from "./parent.mjs";
import { endPrograms } from "./programs.mjs";
import { installDependencies, runProgram } from "./requests.mjs";
import { loadSdk } from "./sdk.mjs";

/** @typedef {import("./sdk.mjs").Sdk} Sdk */
/** @typedef {{ getInfo(): import("./requests.mjs").ProgramInfo | undefined }} About a request that is about a program */
/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} RunRequest */
/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesRequest} InstallRequest */
/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesResponse} InstallResponse */

/**
 * Serves `pulumirpc.LanguageRuntime` for one engine, until that engine is done with it or gone.
 *
 * @param {string[]} args what the engine passes: flags of its own logging and tracing, then its address
 */
export async function main(args) {
  const engineAddress = args.at(-1);
  if (engineAddress === undefined || engineAddress.startsWith("-")) {
    process.stderr.write(
      "pulumi-language-nodejs is started by `pulumi`, with the address of the engine as its last argument.\n",
    );
    process.exitCode = 2;
    return;
  }
  const sdk = loadSdk(process.cwd());
  // Stack configuration and resource lists have no natural bound; the engine sets none either.
  const server = new sdk.grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const stop = async () => {
    await endPrograms();
    server.forceShutdown();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  watchParent(stop);

  const tracing = args.includes("--tracing") ? (args[args.indexOf("--tracing") + 1] ?? "") : "";
  server.addService(sdk.LanguageRuntimeService, methods(sdk, { engineAddress, tracing }));
  server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      process.stderr.write(`pulumi-language-nodejs cannot listen on 127.0.0.1: ${error.message}\n`);
      process.exit(1);
    }
    // The engine reads the port from the first line of the standard output.
    process.stdout.write(`${port}\n`);
  });
}

/**
 * The methods that running programs takes. Those that generate code or run plugins are left out: gRPC answers them with
 * UNIMPLEMENTED, which the engine understands.
 *
 * @param {Sdk} sdk
 * @param {import("./requests.mjs").Engine} engine
 * @returns {import("@grpc/grpc-js").UntypedServiceImplementation}
 */
function methods(sdk, engine) {
  const { language, plugin } = sdk;
  return {
    handshake: unary(sdk, () => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(sdk, () => new plugin.PluginInfo().setVersion(sdk.version)),
    about: unary(sdk, () => {
      const about = new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
      about.getMetadataMap().set("sdk", sdk.version);
      return about;
    }),
    getRequiredPackages: unary(sdk, (/** @type {About} */ request) =>
      new language.GetRequiredPackagesResponse().setPackagesList(
        requiredPlugins(folderOf(request)).map(({ name, version, server, parameterization: base }) => {
          const needed = new plugin.PackageDependency()
            .setName(name)
            .setKind("resource")
            .setVersion(version)
            .setServer(server);
          if (base === undefined) return needed;
          const { PackageParameterization } = plugin;
          return needed.setParameterization(
            new PackageParameterization().setName(base.name).setVersion(base.version).setValue(base.value),
          );
        }),
      ),
    ),
    getProgramDependencies: unary(
      sdk,
      (/** @type {About & { getTransitivedependencies(): boolean }} */ request) => {
        const find = request.getTransitivedependencies() ? installedPackages : directDependencies;
        return new language.GetProgramDependenciesResponse().setDependenciesList(
          find(folderOf(request)).map(({ name, version }) =>
            new language.DependencyInfo().setName(name).setVersion(version),
          ),
        );
      },
    ),
    runtimeOptionsPrompts: unary(sdk, () => new language.RuntimeOptionsResponse()),
    /** @type {import("@grpc/grpc-js").handleServerStreamingCall<InstallRequest, InstallResponse>} */
    installDependencies: async (call) => {
      try {
        await installDependencies(call.request, cancellation(call), (stream, chunk) => {
          const message = new language.InstallDependenciesResponse();
          call.write(stream === "stdout" ? message.setStdout(chunk) : message.setStderr(chunk));
        });
        call.end();
      } catch (error) {
        call.emit("error", failure(sdk, error));
      }
    },
    run: unary(sdk, async (/** @type {RunRequest} */ request, cancelled) => {
      const { error = "", bail = false } = await runProgram(request, engine, cancelled);
      return new language.RunResponse().setError(error).setBail(bail);
    }),
    cancel: unary(sdk, async () => {
      await endPrograms();
      return new sdk.Empty();
    }),
  };
}

/**
 * @template Request, Response
 * @param {Sdk} sdk
 * @param {(request: Request, cancelled: AbortSignal) => Response | Promise<Response>} answer
 * @returns {import("@grpc/grpc-js").handleUnaryCall<Request, Response>}
 */
function unary(sdk, answer) {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request, cancellation(call)));
    } catch (error) {
      callback(failure(sdk, error));
    }
  };
}

/** @param {About} request */
function folderOf(request) {
  return request.getInfo()?.getProgramDirectory() || process.cwd();
}

/** @param {import("node:events").EventEmitter} call */
function cancellation(call) {
  const controller = new AbortController();
  call.on("cancelled", () => controller.abort());
  return controller.signal;
}

/**
 * @param {Sdk} sdk
 * @param {unknown} error
 */
function failure({ grpc }, error) {
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}
