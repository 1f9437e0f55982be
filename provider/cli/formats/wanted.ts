import { escapeControls } from "../../printable";
import type { ContainerName } from "../containers";

/** The container whose robots are to be declared. */
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

/** What a program is to declare. */
export interface Declarations {
  readonly app?: string;
  readonly resources: readonly Declared[];
  /** What a person has to know of them. */
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
        "The service has no list of the robots of a room of type Conference. These are its members, and robots are",
        "among them, says tencent-chat:roomRobotsInMemberList.",
      ]
    : ["The service has no list of the robots of a room of type Conference. Name them here:"];
