import { getAppGroups, groupsPerPage } from "../client/commands";
import { chatbotsOf } from "../lifecycle/chatbot";
import type { Context } from "../lifecycle/context";
import { inTurns } from "../lifecycle/in-turns";
import { readPages } from "../lifecycle/pages";
import { containers } from "./containers";
import { declaredChatbots, refuseToImport, undeclared } from "./declared";
import type { Declarations, Declared, Wanted } from "./formats/wanted";
import type { StoredResource } from "./stack-state";

/** Groups that are read at once; the client keeps to the service's rate. */
const groupsAtOnce = 16;

/**
 * The robots of an app's live groups, and its chatbots, without those that the stack declares already. The service lists no
 * other robots of an app.
 *
 * @param takesAll whether the format takes all robots of a group
 * @throws if it does, and the stack declares some of them already
 */
export async function wholeApp(
  context: Context,
  app: string | undefined,
  stored: readonly StoredResource[],
  takesAll: boolean,
): Promise<Omit<Declarations, "app">> {
  const remarks = new Set<string>();
  const ids = await liveGroups(context);
  const found = new Map<string, Declared>();
  let hasEmptyGroups = false;
  let hasDeclared = false;
  await inTurns(ids, groupsAtOnce, async (id) => {
    const group = await containers.group.find(context, id);
    // Dissolved since it was listed.
    if (group === undefined) return;
    hasEmptyGroups ||= group.accounts.length === 0;
    if (group.accounts.length === 0) return;
    const wanted: Wanted = { container: "group", id, app };
    const { accounts, leftOut } = undeclared(group, wanted, stored);
    hasDeclared ||= leftOut.length > 0;
    if (accounts.length === 0) return;
    if (takesAll) refuseToImport(wanted, leftOut);
    for (const remark of group.remarks) remarks.add(remark);
    const properties = { groupId: id, memberAccounts: accounts };
    found.set(id, { type: "LiveGroupRobots", name: id, id, properties });
  });
  const declared = declaredChatbots(stored, app);
  const fresh = [...(await chatbotsOf(context))].filter((userId) => !declared.has(userId));
  const chatbots = fresh.map((userId): Declared => {
    // In a YAML program, two resources cannot share a name, even if their types differ.
    const name = found.has(userId) ? `chatbot ${userId}` : userId;
    return { type: "Chatbot", name, id: userId, properties: { userId } };
  });
  const resources = [...ids.flatMap((id) => found.get(id) ?? []), ...chatbots];
  const others = hasDeclared || declared.size > 0 ? "other " : "";
  return {
    resources,
    remarks: [
      ...(resources.length === 0
        ? [`The app has no ${others}robots in live groups, and no ${others}chatbots.`]
        : remarks),
      ...(chatbots.length > 0
        ? [
            "No document says whether creating an existing chatbot changes its profile. An import creates nothing.",
          ]
        : []),
      ...(hasEmptyGroups ? ["Live groups without robots are left out."] : []),
      ...(others === "" ? [] : ["Left out: what the stack declares already."]),
      "The service does not list the rooms of an app: name each with --live-room or --room.",
    ],
  };
}

async function liveGroups({ client }: Context): Promise<string[]> {
  const ids = await readPages(getAppGroups, 0, async (Next) => {
    const answer = await client.call(getAppGroups, { Limit: groupsPerPage, Next, GroupType: "AVChatRoom" });
    if (answer.gone) return undefined;
    return { elements: answer.GroupIdList.map(({ GroupId }) => GroupId), next: answer.Next };
  });
  return [...(ids ?? [])];
}
