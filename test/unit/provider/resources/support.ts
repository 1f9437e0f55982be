import * as pulumi from "@pulumi/pulumi";
import {
  ChatAccount,
  Chatbot,
  FriendListDeletion,
  GroupMemberRemoval,
  LiveGroup,
  LiveGroupRobots,
  LiveRoomRobots,
  RoomRobot,
  RoomRobots,
} from "../../../../provider";

/** What a program asks the engine to register. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Program {
  /** What was registered so far. */
  readonly registered: readonly Registration[];
  /** Resolves once a resource is registered. */
  settled(resource: pulumi.Resource): Promise<void>;
}

/**
 * Starts anew as a program that the engine runs.
 *
 * @param existing names of resources that the engine knows: in a preview only those have an id
 */
export async function startProgram({
  preview = false,
  existing = [] as readonly string[],
} = {}): Promise<Program> {
  const registered: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        const hasId = !preview || existing.includes(name);
        return { id: hasId ? `${name}-id` : undefined, state: inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
  return {
    registered,
    settled: async ({ urn }) => {
      await new Promise((resolve) => urn.apply(resolve));
    },
  };
}

/** One of each type, with the inputs that it is to register. */
export const declarations = {
  ChatAccount: {
    declare: (name: string) => new ChatAccount(name, { userId: "a", nick: "A", deleteOnDestroy: true }),
    inputs: { userId: "a", nick: "A", deleteOnDestroy: true },
  },
  Chatbot: {
    declare: (name: string) => new Chatbot(name, { userId: "@RBT#a", nick: "A" }),
    inputs: { userId: "@RBT#a", nick: "A" },
  },
  LiveGroup: {
    declare: (name: string) => new LiveGroup(name, { groupId: "g", name: "n", ownerAccount: "o" }),
    inputs: { groupId: "g", name: "n", ownerAccount: "o" },
  },
  LiveGroupRobots: {
    declare: (name: string) => new LiveGroupRobots(name, { groupId: "g", memberAccounts: ["a"] }),
    inputs: { groupId: "g", memberAccounts: ["a"] },
  },
  LiveRoomRobots: {
    declare: (name: string) => new LiveRoomRobots(name, { roomId: "r", memberAccounts: ["a"] }),
    inputs: { roomId: "r", memberAccounts: ["a"] },
  },
  RoomRobot: {
    declare: (name: string) => new RoomRobot(name, { roomId: "r", memberAccount: "a" }),
    inputs: { roomId: "r", memberAccount: "a" },
  },
  RoomRobots: {
    declare: (name: string) => new RoomRobots(name, { rooms: { r: ["b"], s: ["a", "b"] } }),
    inputs: { rooms: { r: ["b"], s: ["a", "b"] } },
  },
  GroupMemberRemoval: {
    declare: (name: string) =>
      new GroupMemberRemoval(name, { groupId: "g", memberAccounts: ["a"], silence: true }),
    inputs: { groupId: "g", memberAccounts: ["a"], silence: true },
  },
  FriendListDeletion: {
    declare: (name: string) =>
      new FriendListDeletion(name, { fromAccount: "u", groupNames: ["l"], triggers: { run: 1 } }),
    inputs: { fromAccount: "u", groupNames: ["l"], triggers: { run: 1 } },
  },
} as const;
