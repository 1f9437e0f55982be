import { escapeControls } from "../../printable";
import type { ContainerName } from "../containers";

/** The container whose robots are to be declared. */
export interface Wanted {
  readonly container: ContainerName;
  readonly id: string;
  readonly app?: string;
}

/**
 * A string literal of TypeScript, JSON and YAML in which no character ends a line or a comment. `JSON.stringify` alone leaves
 * line separators as they are.
 */
export const quoted = (text: string): string => escapeControls(JSON.stringify(text));

/** What a person has to know of a container that shows no robots. */
export const nobodyIn = ({ container, id }: Wanted): string =>
  `The ${container} ${quoted(id)} has no robots now. Name at least one:`;

/** What a person has to know before naming the robots of a room of type Conference. */
export const unknownInRoom = (hasMembers: boolean): readonly [string, ...string[]] =>
  hasMembers
    ? [
        "The service has no list of the robots of a room of type Conference. These are its members, and robots are",
        "among them, says tencent-chat:roomRobotsInMemberList.",
      ]
    : ["The service has no list of the robots of a room of type Conference. Name them here:"];
