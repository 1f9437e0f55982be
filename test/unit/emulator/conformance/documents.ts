import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { GroupType } from "../../../../emulator";

/** The types that the field tables of the documents name. */
export type FieldType = "String" | "Integer" | "Array";

export type Json = Readonly<Record<string, unknown>>;

/** What one document states of its command, copied by hand: names, types and values. Comments in requests are left out. */
export interface DocumentFacts {
  readonly title: string;
  /** `service/command`. */
  readonly command: string;
  /** Path and query of the sample request URL. */
  readonly url: string;
  readonly callsPerSecond: number;
  readonly requestFields: Readonly<Record<string, { readonly type: FieldType; readonly required: boolean }>>;
  readonly responseFields: Readonly<Record<string, FieldType>>;
  readonly sampleRequests: readonly { readonly what: string; readonly body: Json }[];
  readonly sampleResponse: Json;
  /** The document's own table; the codes from 60000 to 79999 are common to all commands. */
  readonly errorCodes: readonly number[];
  /** The code of that table for a bad parameter. */
  readonly invalidParameter: number;
  /** Whether a group of a type can be worked on. Absent from the documents on rooms and friend lists. */
  readonly groupTypes?: Readonly<Record<GroupType, boolean>>;
  /** Items that an array can have, where the document says so. */
  readonly maxItems?: Readonly<Record<string, number>>;
  /** The values that a field can have, where the document lists them. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
}

const folder = resolve(__dirname, "../../../fixtures/documents");

export const documents: readonly DocumentFacts[] = readdirSync(folder)
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as DocumentFacts);

/** What the documents call the type of a JSON value; undefined for a type that no field of theirs has. */
export function fieldTypeOf(value: unknown): FieldType | undefined {
  if (typeof value === "string") return "String";
  if (Number.isInteger(value)) return "Integer";
  return Array.isArray(value) ? "Array" : undefined;
}
