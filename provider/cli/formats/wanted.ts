import { escapeControls } from "../../printable";
import type { ContainerName } from "../containers";

/** A container whose robots a program has to declare. */
export interface Wanted {
  readonly container: ContainerName;
  readonly id: string;
  readonly app?: string;
}

/** A resource to declare. */
export interface Declared {
  readonly type: "LiveGroupRobots" | "LiveRoomRobots" | "Chatbot";
  readonly name: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/** What a program has to declare. */
export interface Declarations {
  readonly app?: string;
  readonly resources: readonly Declared[];
  /** Notes about them for a person. */
  readonly remarks: readonly string[];
  /** Whether a person has to complete them first, so that the program declares nothing until then. */
  readonly isToFillIn?: boolean;
}

/**
 * A string literal of TypeScript, JSON and YAML in which no character ends a line or a comment. `JSON.stringify` alone leaves
 * line separators as they are.
 */
export const quoted = (text: string): string => escapeControls(JSON.stringify(text));

/** What a person has to know before naming the robots of a room of type Conference. */
export const unknownInRoom = (hasMembers: boolean): readonly [string, ...string[]] =>
  hasMembers
    ? [
        "The service has no list of the robots of a room of type Conference. These are all its members; robots are",
        "among them, according to tencent-chat:roomRobotsInMemberList.",
      ]
    : ["The service has no list of the robots of a room of type Conference. Name them here:"];
