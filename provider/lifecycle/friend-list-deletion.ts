import { deleteFriendLists, friendListsPerRequest } from "../client/commands";
import { listOf } from "./collection-rules";
import type { Context } from "./context";
import type { Lifecycle } from "./lifecycle";
import { type OneShot, oneShot } from "./one-shot";
import { friendListName, triggers, userId } from "./rules";

interface Inputs {
  readonly fromAccount: string;
  readonly groupNames: readonly string[];
  readonly triggers?: unknown;
}

interface State extends Inputs {
  readonly deletedGroupNames: readonly string[];
  readonly currentSequence?: number;
}

const shot: OneShot<Inputs, State> = {
  fields: {
    fromAccount: { rule: userId },
    groupNames: { rule: listOf(friendListName, "names of friend lists"), isSet: true },
    triggers: { rule: triggers, optional: true },
  },
  kind: "user",
  subject: (inputs) => inputs.fromAccount,
  listedIn: "groupNames",
  doneIn: "deletedGroupNames",
  perRequest: friendListsPerRequest,
  remove: async ({ client }, { fromAccount }, batch) => {
    const answer = await client.call(deleteFriendLists, { From_Account: fromAccount, GroupName: batch });
    return answer.gone ? {} : { currentSequence: answer.CurrentSequence };
  },
};

/** The lifecycle of a `FriendListDeletion`. */
export function friendListDeletion(context: Context): Lifecycle<Inputs, State> {
  return oneShot(context, shot);
}
