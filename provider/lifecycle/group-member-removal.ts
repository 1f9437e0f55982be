import { deleteGroupMember, kicksPerRequest } from "../client/commands";
import { listOf } from "./collection-rules";
import type { Context } from "./context";
import type { Lifecycle } from "./lifecycle";
import { type OneShot, oneShot } from "./one-shot";
import { boolean, groupId, text, triggers, userId } from "./rules";

interface Inputs {
  readonly groupId: string;
  readonly memberAccounts: readonly string[];
  readonly silence?: boolean;
  readonly reason?: string;
  readonly triggers?: unknown;
}

interface State extends Inputs {
  readonly removedAccounts: readonly string[];
}

const shot: OneShot<Inputs, State> = {
  fields: {
    groupId: { rule: groupId },
    memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
    silence: { rule: boolean, optional: true, default: false },
    reason: { rule: text, optional: true },
    triggers: { rule: triggers, optional: true },
  },
  kind: "group",
  subject: (inputs) => inputs.groupId,
  listedIn: "memberAccounts",
  doneIn: "removedAccounts",
  perRequest: kicksPerRequest,
  remove: async ({ client }, { groupId, silence, reason }, batch) => {
    await client.call(deleteGroupMember, {
      GroupId: groupId,
      MemberToDel_Account: batch,
      ...(silence === true ? { Silence: 1 as const } : {}),
      ...(reason === undefined ? {} : { Reason: reason }),
    });
    return {};
  },
};

/** The lifecycle of a `GroupMemberRemoval`. */
export function groupMemberRemoval(context: Context): Lifecycle<Inputs, State> {
  return oneShot(context, shot);
}
