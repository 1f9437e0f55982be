import { onlineListCap } from "../client/commands";
import type { Context } from "../lifecycle/context";
import { Container, conferenceRoom } from "../lifecycle/robots/containers";
import { liveGroupRobots, liveRoomRobots } from "../lifecycle/robots/live-robots";

/** What a person calls what robots are in. */
export type ContainerName = "group" | "live room" | "room";

/** Who is in a container. */
export interface Found {
  readonly accounts: readonly string[];
  /** What a person has to know of the list. */
  readonly remarks: readonly string[];
}

export interface SnapshotKind {
  /** Its class, for an import. */
  readonly type: "LiveGroupRobots" | "LiveRoomRobots" | "RoomRobot";
  readonly idProperty: "groupId" | "roomId";
  /** Undefined when there is no such container. */
  readonly find: (context: Context, id: string) => Promise<Found | undefined>;
}

export const containers: Readonly<Record<ContainerName, SnapshotKind>> = {
  group: {
    type: "LiveGroupRobots",
    idProperty: "groupId",
    find: async (context, id) => {
      const { props } = await liveGroupRobots(context).read(id);
      if (props === undefined) return undefined;
      const accounts = props.memberAccounts;
      const isCut = accounts.length >= onlineListCap;
      return {
        accounts,
        remarks: [
          "The service shows a robot up to 40 s after it was added or deleted.",
          ...(isCut ? [`The service lists the newest ${onlineListCap} members; there may be more.`] : []),
        ],
      };
    },
  },
  "live room": {
    type: "LiveRoomRobots",
    idProperty: "roomId",
    find: async (context, id) => {
      const { props } = await liveRoomRobots(context).read(id);
      return props && { accounts: props.memberAccounts, remarks: [] };
    },
  },
  room: { type: "RoomRobot", idProperty: "roomId", find: membersOfRoom },
};

/** The service lists no robots of such a room, and may list them among its members; no document says. */
async function membersOfRoom(context: Context, RoomId: string): Promise<Found | undefined> {
  const listing = await new Container(context, conferenceRoom, RoomId).list();
  return listing && { accounts: [...listing.accounts], remarks: [] };
}
