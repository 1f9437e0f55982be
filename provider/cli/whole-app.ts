import { getAppGroups, groupsPerPage } from "../client/commands";
import { chatbotsOf } from "../lifecycle/chatbot";
import type { Context } from "../lifecycle/context";
import { inTurns } from "../lifecycle/in-turns";
import { followPages } from "../lifecycle/pages";
import { containers } from "./containers";
import type { Declarations, Declared } from "./formats/wanted";

/** Groups that are read at once; the client keeps to the service's rate. */
const groupsAtOnce = 16;

/** All that an app has, as far as the service lists it: the robots of its live groups, and its chatbots. */
export async function wholeApp(context: Context): Promise<Omit<Declarations, "app">> {
  const remarks = new Set<string>();
  const ids = await liveGroups(context);
  const found = new Map<string, Declared>();
  let hasEmptyGroups = false;
  await inTurns(ids, groupsAtOnce, async (id) => {
    const group = await containers.group.find(context, id);
    // Dissolved since it was listed.
    if (group === undefined) return;
    hasEmptyGroups ||= group.accounts.length === 0;
    if (group.accounts.length === 0) return;
    for (const remark of group.remarks) remarks.add(remark);
    const properties = { groupId: id, memberAccounts: group.accounts };
    found.set(id, { type: "LiveGroupRobots", name: id, id, properties });
  });
  const chatbots = [...(await chatbotsOf(context))].map((userId): Declared => {
    // A name is one resource's in a YAML program, whatever the types are.
    const name = found.has(userId) ? `chatbot ${userId}` : userId;
    return { type: "Chatbot", name, id: userId, properties: { userId } };
  });
  const declared = [...ids.flatMap((id) => found.get(id) ?? []), ...chatbots];
  return {
    declared,
    remarks: [
      ...(declared.length === 0 ? ["The app has no robots in live groups, and no chatbots."] : remarks),
      ...(chatbots.length > 0
        ? [
            "Whether the create of a chatbot that is there changes its profile is not documented; an import asks for none.",
          ]
        : []),
      ...(hasEmptyGroups ? ["Live groups without robots are left out."] : []),
      "The service has no list of the rooms of an app: name them by --live-room and --room.",
    ],
  };
}

async function liveGroups({ client }: Context): Promise<string[]> {
  const ids: string[] = [];
  await followPages(getAppGroups, 0, async (Next) => {
    const answer = await client.call(getAppGroups, { Limit: groupsPerPage, Next, GroupType: "AVChatRoom" });
    if (answer.gone) return undefined;
    ids.push(...answer.GroupIdList.map(({ GroupId }) => GroupId));
    return answer.Next;
  });
  return ids;
}
