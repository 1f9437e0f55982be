import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Calls } from "../../../provider/plugin/calls";
import { service } from "../../../provider/plugin/server";
import { Host } from "../support/host";
import { callsOf, type EngineHost, type EngineHostOptions } from "./engine-host";
import { mortal } from "./mortal";

/**
 * The native provider's whole service over gRPC, in this process, where an `up` costs a tenth of the start of a process: a
 * context of its own for each, and real requests.
 */
export async function inProcessPlugin(
  config: Readonly<Record<string, string>>,
  options: EngineHostOptions,
): Promise<EngineHost> {
  const { context, dead, kill } = mortal(config, options);
  const server = new Server();
  const calls = new Calls(
    async () => {},
    () => context,
  );
  server.addService(ResourceProviderService, service(calls));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, free) =>
      error === null ? resolve(free) : reject(error),
    );
  });
  const stop = async (): Promise<void> => server.forceShutdown();
  const host = new Host({ stdout: "", stderr: "", stop }, port);
  await host.configure(config);
  return {
    ...callsOf(host),
    dead,
    kill: async () => {
      await kill();
      await host.stop();
    },
    stop: () => host.stop(),
  };
}
