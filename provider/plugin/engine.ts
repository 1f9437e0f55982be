import { connectivityState, credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const connectMilliseconds = 10_000;
const logMilliseconds = 10_000;
/** Without this, gRPC closes an unused connection after half an hour. */
const longestIdleMilliseconds = 2 ** 31 - 1;

const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING } as const;

/**
 * Shows a text on the user's terminal, and resolves when that is done. It never rejects.
 *
 * @param urn of the resource that the text is about; the stack if left out
 */
export type Tell = (severity: keyof typeof severities, text: string, urn?: string) => Promise<void>;

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

  /** Calls `then` when the engine is gone. An engine ends its plug-ins when it ends, but not when it is killed. */
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

  /** Without an engine, texts go to standard error: somebody may have started this process by hand. */
  readonly tell: Tell = (severity, text, urn = "") =>
    new Promise((resolve) => {
      const done = (failure?: unknown): void => {
        if (failure !== undefined && failure !== null) console.error(`tencent-chat: ${text}`);
        resolve();
      };
      if (!this.#isThere) return done("nobody listens");
      const request = new LogRequest().setSeverity(severities[severity]).setUrn(urn).setMessage(text);
      this.#client.log(request, new Metadata(), { deadline: Date.now() + logMilliseconds }, done);
    });
}
