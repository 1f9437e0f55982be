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
} from "pulumi-tencent-chat";
import type { ResourceName } from "../../../provider/resources/tencent-chat-resource";

export type ResourceType = ResourceName;

export type ProviderTexts = Readonly<Record<ResourceType, string>>;

/**
 * The input `__provider` of each class, as a program registers it: taken from where the classes have it, so that no test
 * brings a text of its own and passes with a wrong one.
 */
async function registeredTexts(): Promise<ProviderTexts> {
  const texts: Record<string, string> = {};
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      texts[name] = inputs.__provider;
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
  const resources = [
    new ChatAccount("ChatAccount", { userId: "robot" }),
    new Chatbot("Chatbot", { userId: "@RBT#bot" }),
    new LiveGroup("LiveGroup", { groupId: "group", name: "name" }),
    new LiveGroupRobots("LiveGroupRobots", { groupId: "group", memberAccounts: ["robot"] }),
    new LiveRoomRobots("LiveRoomRobots", { roomId: "room", memberAccounts: ["robot"] }),
    new RoomRobot("RoomRobot", { roomId: "room", memberAccount: "robot" }),
    new RoomRobots("RoomRobots", { rooms: { "room-1": ["robot"] } }),
    new GroupMemberRemoval("GroupMemberRemoval", { groupId: "group", memberAccounts: ["user"] }),
    new FriendListDeletion("FriendListDeletion", { fromAccount: "user", groupNames: ["list"] }),
  ];
  await Promise.all(resources.map(({ urn }) => new Promise((registered) => urn.apply(registered))));
  return texts as ProviderTexts;
}

let texts: Promise<ProviderTexts> | undefined;

export function providerTexts(): Promise<ProviderTexts> {
  texts ??= registeredTexts();
  return texts;
}
