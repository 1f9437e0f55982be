import { onlineListCap } from "../client/commands";
import type { Context } from "../lifecycle/context";
import { Container, conferenceRoom } from "../lifecycle/robots/containers";
import { liveGroupRobots, liveRoomRobots } from "../lifecycle/robots/live-robots";

/** The names of the kinds of containers of robots, for messages. */
export type ContainerName = "group" | "live room" | "room";

/** The accounts in a container. */
export interface Found {
  readonly accounts: readonly string[];
  /** Notes about the list for a person. */
  readonly remarks: readonly string[];
}

export interface SnapshotKind {
  /** The resource's class, for an import. */
  readonly type: "LiveGroupRobots" | "LiveRoomRobots" | "RoomRobot";
  readonly idProperty: "groupId" | "roomId";
  /** Undefined if there is no such container. */
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
          "The service's list may not show yet what was added or deleted in the last 40 s.",
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

/** The service has no list of such a room's robots. No document says whether its list of members contains them. */
async function membersOfRoom(context: Context, RoomId: string): Promise<Found | undefined> {
  const listing = await new Container(context, conferenceRoom, RoomId).list();
  return listing && { accounts: [...listing.accounts], remarks: [] };
}
