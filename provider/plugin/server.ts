import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Calls } from "./calls";
import type { Tell } from "./engine";
import { failureOf, type Kept } from "./failures";

import provider = require("./provider-calls");
import resource = require("./resource-calls");

/** The limit of the engine and its SDKs. */
const longestMessageBytes = 400 * 1024 * 1024;

/** @param keptOf returns what the engine has to store if the work ends half-way */
function unary<Request, Response>(
  work: (request: Request) => Promise<Response> | Response,
  keptOf?: (request: Request) => Kept,
): handleUnaryCall<Request, Response> {
  return async ({ request }, done) => {
    try {
      done(null, await work(request));
    } catch (error) {
      done(failureOf(error, keptOf && (() => keptOf(request))));
    }
  };
}

/** The calls that this plug-in answers. gRPC answers any other call with "unimplemented". */
export function service(calls: Calls): UntypedServiceImplementation {
  const answered: Partial<IResourceProviderServer> = {
    handshake: unary(() => new ProviderHandshakeResponse().setAcceptSecrets(true)),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(provider.getPluginInfo),
    getSchema: unary(provider.getSchema),
    checkConfig: unary(provider.checkConfig),
    diffConfig: unary(provider.diffConfig),
    configure: unary((request) => provider.configure(calls, request)),
    check: unary((request) => resource.check(calls, request)),
    diff: unary((request) => resource.diff(calls, request)),
    create: unary(
      (request) => resource.create(calls, request),
      (request) => resource.kept(calls, request.getUrn(), request.getProperties()),
    ),
    read: unary((request) => resource.read(calls, request)),
    update: unary(
      (request) => resource.update(calls, request),
      (request) => resource.kept(calls, request.getUrn(), request.getNews()),
    ),
    delete: unary((request) => resource.remove(calls, request)),
    cancel: unary(() => {
      calls.cancel();
      return new Empty();
    }),
  };
  return answered as UntypedServiceImplementation;
}

/**
 * Serves the engine on a free port of this machine.
 *
 * @returns the port
 */
export function serve(tell: Tell): Promise<number> {
  const server = new Server({
    "grpc.max_receive_message_length": longestMessageBytes,
    "grpc.max_send_message_length": longestMessageBytes,
  });
  server.addService(ResourceProviderService, service(new Calls(tell)));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
