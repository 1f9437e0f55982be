import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

interface Shown {
  readonly severity: string | undefined;
  /** The last part of the resource's URN; empty for the stack. */
  readonly name: string;
  readonly text: string;
}

const severities = new Map(Object.entries(LogSeverity).map(([name, value]) => [value as number, name]));

/** Stands for the engine: keeps what the plug-in asks it to show. */
export class EngineDouble {
  readonly #server = new Server();
  #port = 0;
  readonly shown: Shown[] = [];

  static async start(): Promise<EngineDouble> {
    const engine = new EngineDouble();
    const log: IEngineServer["log"] = ({ request }, done) => {
      engine.shown.push(shownBy(request));
      done(null, new Empty());
    };
    engine.#server.addService(EngineService, { log });
    engine.#port = await new Promise<number>((resolve, reject) => {
      engine.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    return engine;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}

function shownBy(request: LogRequest): Shown {
  return {
    severity: severities.get(request.getSeverity()),
    name: request.getUrn().split("::").at(-1) ?? "",
    text: request.getMessage(),
  };
}
