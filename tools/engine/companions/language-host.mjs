import { watchParent } from "./parent.mjs";
import { endPrograms } from "./programs.mjs";
import { loadSdk } from "./sdk.mjs";
import { createService } from "./service.mjs";

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

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await endPrograms();
    server.forceShutdown();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  watchParent(stop);

  server.addService(
    sdk.LanguageRuntimeService,
    createService(sdk, { engineAddress, tracing: tracingOf(args) }),
  );
  server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      process.stderr.write(`pulumi-language-nodejs cannot listen on 127.0.0.1: ${error.message}\n`);
      process.exit(1);
    }
    // The engine reads the port from the first line of the standard output.
    process.stdout.write(`${port}\n`);
  });
}

/** @param {string[]} args */
function tracingOf(args) {
  const at = args.indexOf("--tracing");
  return at === -1 ? "" : (args[at + 1] ?? "");
}
