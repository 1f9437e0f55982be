import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ExplainedError } from "../lifecycle/explained-error";
import { PartialFailure } from "../lifecycle/partial-failure";
import { type Properties, structOf } from "./conversions";

/** Where gRPC looks for the details of an error. */
const detailsKey = "grpc-status-details-bin";

type Failure = Pick<ServiceError, "code" | "details" | "metadata">;

/**
 * What the engine is told of a failed call. Work that ended half-way carries the state that it left, which the engine
 * keeps.
 *
 * @param inputs of the resource, which are kept with its state
 */
export function failureOf(error: unknown, inputs: Properties = {}): Failure {
  const metadata = new Metadata();
  const details = messageOf(error);
  if (error instanceof PartialFailure) metadata.set(detailsKey, Buffer.from(detailsOf(error, inputs)));
  return { code: status.UNKNOWN, details, metadata };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of a failure that explains itself, the stack would be noise; any other is a fault of this package.
  return error instanceof ExplainedError ? error.message : (error.stack ?? error.message);
}

function detailsOf({ id, properties, reasons, message }: PartialFailure, inputs: Properties): Uint8Array {
  const failed = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(structOf(properties))
    .setInputs(structOf(inputs))
    .setReasonsList(reasons);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const told = new Status().setCode(status.UNKNOWN).setMessage(message);
  told.addDetails(detail);
  return told.serializeBinary();
}
