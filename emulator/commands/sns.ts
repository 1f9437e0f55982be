import { relationshipEnvelope } from "../envelopes";
import { Refusal } from "../errors";
import { list, optional, text } from "../fields";
import { limits } from "../limits";
import type { World } from "../world";
import { command, type Service } from "./command";

const user = text({ invalid: 30001, wrongType: 60015, maxBytes: limits.userIdBytes });
const listName = text({ invalid: 30001, maxBytes: limits.listNameBytes });
// Documented for group_delete, which gives the number of lists a user can have as the reason; so it holds for all.
const listNames = list(listName, { invalid: 30001, maxItems: limits.listNamesPerCall });

/** ResultCode of a friend who cannot be put in a list. Source: "Adding Lists". */
const notAFriend = { ResultCode: 32216, ResultInfo: "not a friend" };

/** Friend lists. */
export const sns: Service = {
  name: "sns",
  envelope: relationshipEnvelope,
  commands: {
    // Undocumented: adding a list that is there; here a success that leaves it. The emulator holds no friendships, so
    // nobody in To_Account is a friend: an OK with ResultItem saying so, as documented for a partial failure.
    group_add: command({
      document: "Adding Lists",
      fields: {
        From_Account: user,
        GroupName: listNames,
        To_Account: optional(list(user, { invalid: 30001, mayBeEmpty: true })),
      },
      handle({ From_Account, GroupName, To_Account = [] }, { world }) {
        const lists = listsOf(world, From_Account);
        const wanted = new Set([...lists, ...GroupName]);
        if (wanted.size > limits.listsPerUser) throw new Refusal(30011);
        world.friendLists.set(From_Account, wanted);
        return {
          ...(To_Account.length > 0 && {
            ResultItem: To_Account.map((friend) => ({ To_Account: friend, ...notAFriend })),
            Fail_Account: To_Account,
          }),
          CurrentSequence: world.nextSequenceOf(From_Account),
        };
      },
    }),

    // Undocumented: deleting a list that is not there; here a success, and a step of the sequence all the same.
    group_delete: command({
      document: "Deleting Lists",
      fields: { From_Account: user, GroupName: listNames },
      handle({ From_Account, GroupName }, { world }) {
        const lists = listsOf(world, From_Account);
        for (const name of GroupName) lists.delete(name);
        // The page's sample of a success has "0" here: whoever takes ErrorInfo for a sign of failure should notice.
        return { CurrentSequence: world.nextSequenceOf(From_Account), ErrorInfo: "0" };
      },
    }),

    // Undocumented: a GroupName that is not there; here left out. The page says that NeedFriend counts only without
    // GroupName and shows a sample with both; here it counts in both.
    group_get: command({
      document: "Pulling Lists",
      fields: {
        From_Account: user,
        GroupName: optional(
          list(listName, { invalid: 30001, maxItems: limits.listNamesPerCall, mayBeEmpty: true }),
        ),
        NeedFriend: optional(text({ invalid: 30001, mayBeEmpty: true })),
      },
      handle({ From_Account, GroupName = [], NeedFriend }, { world }) {
        const found = [...listsOf(world, From_Account)].filter(
          (name) => GroupName.length === 0 || GroupName.includes(name),
        );
        return {
          ResultItem: found.map((name) => ({
            GroupName: name,
            FriendNumber: 0,
            ...(NeedFriend === "Need_Friend_Type_Yes" && { To_Account: [] }),
          })),
          CurrentSequence: world.sequenceOf(From_Account),
        };
      },
    }),
  },
};

/** @throws Refusal 30003 */
function listsOf(world: World, account: string): Set<string> {
  if (!world.accounts.has(account)) throw new Refusal(30003);
  return world.friendLists.get(account) ?? new Set();
}
