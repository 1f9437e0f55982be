import { installDependencies } from "./install.mjs";
import { directDependencies, installedPackages } from "./packages.mjs";
import { requiredPlugins } from "./plugins.mjs";
import { endPrograms } from "./programs.mjs";
import { runProgram } from "./run.mjs";

/** @typedef {import("./sdk.mjs").Sdk} Sdk */
/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").ProgramInfo} ProgramInfo */

/**
 * The methods of `pulumirpc.LanguageRuntime` that running programs takes. Those that generate code or run plugins are
 * left out: gRPC answers them with UNIMPLEMENTED, which the engine understands.
 *
 * @param {Sdk} sdk
 * @param {import("./run.mjs").Engine} engine
 * @returns {import("@grpc/grpc-js").UntypedServiceImplementation}
 */
export function createService(sdk, engine) {
  const { language, plugin } = sdk;
  return {
    handshake: unary(sdk, () => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(sdk, () => new plugin.PluginInfo().setVersion(sdk.version)),
    about: unary(sdk, () => {
      const about = new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
      about.getMetadataMap().set("sdk", sdk.version);
      return about;
    }),
    getRequiredPlugins: unary(sdk, (/** @type {WithInfo} */ request) =>
      new language.GetRequiredPluginsResponse().setPluginsList(
        requiredPlugins(folderOf(request.getInfo())).map((needed) =>
          new plugin.PluginDependency()
            .setName(needed.name)
            .setKind("resource")
            .setVersion(needed.version)
            .setServer(needed.server),
        ),
      ),
    ),
    getRequiredPackages: unary(sdk, (/** @type {WithInfo} */ request) =>
      new language.GetRequiredPackagesResponse().setPackagesList(
        requiredPlugins(folderOf(request.getInfo())).map((needed) => packageDependency(sdk, needed)),
      ),
    ),
    getProgramDependencies: unary(
      sdk,
      (
        /** @type {import("@pulumi/pulumi/proto/language_pb.js").GetProgramDependenciesRequest} */ request,
      ) => {
        const folder = folderOf(request.getInfo());
        const found = request.getTransitivedependencies()
          ? installedPackages(folder)
          : directDependencies(folder);
        return new language.GetProgramDependenciesResponse().setDependenciesList(
          found.map(({ name, version }) => new language.DependencyInfo().setName(name).setVersion(version)),
        );
      },
    ),
    runtimeOptionsPrompts: unary(sdk, () => new language.RuntimeOptionsResponse()),
    installDependencies: installing(sdk),
    run: unary(
      sdk,
      async (/** @type {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} */ request, cancelled) => {
        const { error = "", bail = false } = await runProgram(request, engine, cancelled);
        return new language.RunResponse().setError(error).setBail(bail);
      },
    ),
    cancel: unary(sdk, async () => {
      await endPrograms();
      return new sdk.Empty();
    }),
  };
}

/** @typedef {{ getInfo(): ProgramInfo | undefined }} WithInfo */

/** @param {ProgramInfo | undefined} info */
function folderOf(info) {
  return info?.getProgramDirectory() || process.cwd();
}

/**
 * @param {Sdk} sdk
 * @param {import("./plugins.mjs").RequiredPlugin} needed
 */
function packageDependency({ plugin }, needed) {
  const dependency = new plugin.PackageDependency()
    .setName(needed.name)
    .setKind("resource")
    .setVersion(needed.version)
    .setServer(needed.server);
  if (needed.parameterization) {
    const { name, version, value } = needed.parameterization;
    dependency.setParameterization(
      new plugin.PackageParameterization().setName(name).setVersion(version).setValue(value),
    );
  }
  return dependency;
}

/**
 * @template Request, Response
 * @param {Sdk} sdk
 * @param {(request: Request, cancelled: AbortSignal) => Response | Promise<Response>} answer
 * @returns {import("@grpc/grpc-js").handleUnaryCall<Request, Response>}
 */
function unary({ grpc }, answer) {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request, cancellation(call)));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: messageOf(error) });
    }
  };
}

/**
 * @param {Sdk} sdk
 * @returns {import("@grpc/grpc-js").handleServerStreamingCall<
 *   import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesRequest,
 *   import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesResponse>}
 */
function installing({ grpc, language }) {
  return async (call) => {
    const problem = await installDependencies(
      call.request,
      (stream, chunk) => {
        const message = new language.InstallDependenciesResponse();
        if (stream === "stdout") message.setStdout(chunk);
        else message.setStderr(chunk);
        call.write(message);
      },
      cancellation(call),
    ).catch(messageOf);
    if (problem === undefined) call.end();
    else call.emit("error", { code: grpc.status.UNKNOWN, details: problem });
  };
}

/** @param {import("node:events").EventEmitter} call */
function cancellation(call) {
  const controller = new AbortController();
  call.on("cancelled", () => controller.abort());
  return controller.signal;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
