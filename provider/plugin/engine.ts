import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const connectMilliseconds = 10_000;
/** gRPC would close a connection that is not used after half an hour. */
const longestIdleMilliseconds = 2 ** 31 - 1;

/** The engine that started this process. */
export class Engine {
  readonly #client: EngineClient;
  #isThere = true;

  /** @param address where it listens */
  constructor(address: string) {
    this.#client = new EngineClient(address, credentials.createInsecure(), {
      "grpc.client_idle_timeout_ms": longestIdleMilliseconds,
    });
  }

  /** Tells when the engine is gone. It ends its plug-ins when it ends by itself; when it is killed, nobody else does. */
  whenGone(then: () => void): void {
    this.#client.waitForReady(Date.now() + connectMilliseconds, (error) => {
      if (error === undefined || error === null) {
        this.#client
          .getChannel()
          .watchConnectivityState(connectivityState.READY, Number.POSITIVE_INFINITY, then);
        return;
      }
      // Somebody may have started this process by hand, with any address.
      this.#isThere = false;
      this.#client.close();
    });
  }

  /** Shows a warning on the user's terminal. Never the reason for a failure. */
  warn(urn: string, text: string): void {
    if (!this.#isThere) return;
    const request = new LogRequest().setSeverity(LogSeverity.WARNING).setUrn(urn).setMessage(text);
    this.#client.log(request, () => {});
  }
}
