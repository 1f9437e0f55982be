import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

export type Properties = Record<string, unknown>;

/** What a create or update that ended half-way hands over, for the engine to keep as the resource's state. */
export interface Partial {
  readonly id: string;
  readonly state: Properties;
  readonly reasons: readonly string[];
}

/** A call that the host answered with an error. */
export class HostError extends Error {
  override readonly name = "HostError";

  constructor(
    message: string,
    readonly partial: Partial | undefined,
  ) {
    super(message);
  }
}

export function hostErrorOf(error: ServiceError): HostError {
  const [details] = error.metadata.get("grpc-status-details-bin");
  return new HostError(error.details, details === undefined ? undefined : partialIn(details as Buffer));
}

function partialIn(details: Buffer): Partial | undefined {
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  const failed = detail?.unpack(
    ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (failed === null || failed === undefined) return undefined;
  const state = failed.getProperties()?.toJavaScript() ?? {};
  return { id: failed.getId(), state, reasons: failed.getReasonsList() };
}
