import { type Envelope, plainEnvelope } from "../http/envelopes";
import { accounts } from "./accounts";
import { chatbots } from "./chatbots";
import type { Command, Service } from "./command";
import { rooms } from "./conference-rooms";
import { sns } from "./friends";
import { groups } from "./groups";
import { avchatroom } from "./live-groups";
import { liveRooms } from "./live-rooms";
import { messages } from "./messages";
import { profiles } from "./profiles";

/** Every service under `/v4/`. */
export const services: readonly Service[] = [
  avchatroom,
  rooms,
  liveRooms,
  groups,
  messages,
  sns,
  accounts,
  profiles,
  chatbots,
];

const commands: ReadonlyMap<string, Command> = new Map(
  services.flatMap((service) =>
    Object.entries(service.commands).map(([name, command]) => [`${service.name}/${name}`, command] as const),
  ),
);

const envelopes: ReadonlyMap<string, Envelope> = new Map(
  services.map(({ name, envelope }) => [name, envelope]),
);

const commandNames: ReadonlySet<string> = new Set(services.flatMap(({ commands }) => Object.keys(commands)));

/**
 * Whether another service has the command.
 * @param name `service/command`
 */
export function isOfAnotherService(name: string): boolean {
  const slash = name.indexOf("/");
  return slash > 0 && commandNames.has(name.slice(slash + 1));
}

/** @param name `service/command` */
export function findCommand(name: string): Command | undefined {
  return commands.get(name);
}

/** The envelope of the answers of a service, even for a command that the service does not have. */
export function envelopeFor(name: string): Envelope {
  return envelopes.get(name.split("/", 1)[0] ?? "") ?? plainEnvelope;
}
