import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ExplainedError } from "../lifecycle/explained-error";
import { PartialFailure } from "../lifecycle/partial-failure";
import { stored } from "./secrets";

/** Where gRPC looks for the details of an error. */
const detailsKey = "grpc-status-details-bin";

type Failure = Pick<ServiceError, "code" | "details" | "metadata">;

/** What the engine stores of a resource beside its state, and which parts of the state are secret. */
export interface Kept {
  readonly inputs: Struct | undefined;
  /** Outputs that repeat names. */
  readonly repeating: readonly string[];
}

/**
 * The gRPC error of a failed call. If the work ended half-way, the error contains the state that it left, which the engine
 * stores.
 */
export function failureOf(error: unknown, keptOf?: () => Kept): Failure {
  const metadata = new Metadata();
  const details = messageOf(error);
  if (error instanceof PartialFailure && keptOf !== undefined)
    metadata.set(detailsKey, Buffer.from(detailsOf(error, keptOf())));
  return { code: status.UNKNOWN, details, metadata };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A failure that explains itself needs no stack trace. Any other error is a fault of this package.
  return error instanceof ExplainedError ? error.message : (error.stack ?? error.message);
}

function detailsOf(
  { id, properties, reasons, message }: PartialFailure,
  { inputs, repeating }: Kept,
): Uint8Array {
  const failed = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(stored(properties, repeating, inputs))
    .setInputs(inputs)
    .setReasonsList(reasons);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const told = new Status().setCode(status.UNKNOWN).setMessage(message);
  told.addDetails(detail);
  return told.serializeBinary();
}
