import { escapeControls } from "../../printable";
import type { ContainerName, Found } from "../containers";

/** The container whose robots are to be declared. */
export interface Wanted {
  readonly container: ContainerName;
  readonly id: string;
  readonly app?: string;
}

/** Who is to be declared, and who is not: resources of the stack declare them already. */
export interface Shown extends Found {
  readonly declared: readonly string[];
}

/**
 * A string literal of TypeScript, JSON and YAML in which no character ends a line or a comment. `JSON.stringify` alone leaves
 * line separators as they are.
 */
export const quoted = (text: string): string => escapeControls(JSON.stringify(text));

/** Why nobody is declared. */
export const nobodyIn = ({ container, id }: Wanted, { declared }: Shown): string =>
  `The ${container} ${quoted(id)} has no ${declared.length > 0 ? "other " : ""}robots now. Name at least one:`;

/** What a person has to know of the list. */
export const remarksOn = ({ remarks, declared }: Shown): readonly string[] =>
  declared.length === 0
    ? remarks
    : [...remarks, `Left out, since the stack declares them already: ${declared.map(quoted).join(", ")}.`];

/** What a person has to know before naming the robots of a room of type Conference. */
export const unknownInRoom = (hasMembers: boolean): readonly [string, ...string[]] =>
  hasMembers
    ? [
        "The service has no list of the robots of a room of type Conference. These are its members, and robots are",
        "among them, says tencent-chat:roomRobotsInMemberList.",
      ]
    : ["The service has no list of the robots of a room of type Conference. Name them here:"];
