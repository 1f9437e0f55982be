import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

const connectMilliseconds = 10_000;
/** gRPC would close a connection that is not used after half an hour. */
const longestIdleMilliseconds = 2 ** 31 - 1;

/**
 * Tells when the engine is gone. It ends its plug-ins when it ends by itself; when it is killed, nobody else does.
 *
 * @param address where the engine listens
 */
export function whenEngineIsGone(address: string, then: () => void): void {
  const client = new EngineClient(address, credentials.createInsecure(), {
    "grpc.client_idle_timeout_ms": longestIdleMilliseconds,
  });
  client.waitForReady(Date.now() + connectMilliseconds, (error) => {
    // Somebody may have started this process by hand, with any address.
    if (error !== undefined && error !== null) return client.close();
    client.getChannel().watchConnectivityState(connectivityState.READY, Number.POSITIVE_INFINITY, then);
  });
}
