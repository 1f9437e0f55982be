import { friendsEnvelope } from "../../http/envelopes";
import { list, optional, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import { command, type Service } from "../command";
import { addFriends, checkUser, listName, notAFriend, succeeded, user, userErrors } from "./add-friends";

const invalid = 30001;

// Documented only for group_delete. The reason, the number of lists that a user can have, applies to all three commands.
const listNames = list(listName, { invalid, maxItems: limits.listNamesPerCall });

/** Friends and friend lists. */
export const sns: Service = {
  name: "sns",
  title: "Friends and friend lists",
  envelope: friendsEnvelope,
  commands: {
    friend_add: addFriends,

    group_add: command({
      document: "Adding Lists",
      fields: {
        From_Account: user,
        GroupName: listNames,
        To_Account: optional(
          list(user, { invalid, maxItems: limits.listedFriendsPerCall, mayBeEmpty: true }),
        ),
      },
      errors: { ...userErrors, 30011: `more than ${limits.listsPerUser} lists` },
      choices: {
        "adding a list that exists": "a success that changes nothing, except that the sequence goes up",
        "how many lists a call can name": `${limits.listNamesPerCall}, as for group_delete`,
        "a To_Account who is no friend":
          "a ResultItem with 32216; the answer as a whole is OK, as documented for a partial failure",
      },
      handle({ From_Account, GroupName, To_Account = [] }, { world }) {
        checkUser(world, From_Account);
        const lists = new Map(world.listsOf(From_Account));
        const friends = world.friendsOf(From_Account);
        for (const name of GroupName) {
          const before = lists.get(name) ?? [];
          lists.set(name, new Set([...before, ...To_Account.filter((each) => friends.has(each))]));
        }
        if (lists.size > limits.listsPerUser) throw new Refusal(30011);
        world.friendLists.set(From_Account, lists);
        const notFriends = To_Account.filter((each) => !friends.has(each));
        return {
          ...(To_Account.length > 0 && {
            ResultItem: To_Account.map((each) => ({
              To_Account: each,
              ...(friends.has(each) ? succeeded : notAFriend),
            })),
          }),
          ...(notFriends.length > 0 && { Fail_Account: notFriends }),
          CurrentSequence: world.nextSequenceOf(From_Account),
        };
      },
    }),

    group_delete: command({
      document: "Deleting Lists",
      fields: { From_Account: user, GroupName: listNames },
      errors: userErrors,
      choices: {
        "deleting a list that does not exist": "a success, and the sequence goes up",
        "whether the friends in a list stay friends": "yes",
      },
      handle({ From_Account, GroupName }, { world }) {
        checkUser(world, From_Account);
        for (const name of GroupName) world.listsOf(From_Account).delete(name);
        // The page's sample of a success has "0" here. Keep it, to reveal a client that takes any ErrorInfo for a failure.
        return { CurrentSequence: world.nextSequenceOf(From_Account), ErrorInfo: "0" };
      },
    }),

    group_get: command({
      document: "Pulling Lists",
      fields: {
        From_Account: user,
        GroupName: optional(list(listName, { invalid, maxItems: limits.listNamesPerCall, mayBeEmpty: true })),
        NeedFriend: optional(text({ invalid, mayBeEmpty: true })),
      },
      errors: userErrors,
      choices: {
        "a GroupName that does not exist": "left out of the answer",
        "NeedFriend together with GroupName: the page says that it has no effect, but its sample shows one":
          "it has its effect",
        "LastSequence, which old pages require": "ignored",
      },
      handle({ From_Account, GroupName = [], NeedFriend }, { world }) {
        checkUser(world, From_Account);
        const found = [...world.listsOf(From_Account)].filter(
          ([name]) => GroupName.length === 0 || GroupName.includes(name),
        );
        return {
          ResultItem: found.map(([name, friends]) => ({
            GroupName: name,
            FriendNumber: friends.size,
            ...(NeedFriend === "Need_Friend_Type_Yes" && { To_Account: [...friends] }),
          })),
          CurrentSequence: world.sequenceOf(From_Account),
        };
      },
    }),
  },
};
