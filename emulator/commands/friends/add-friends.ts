import { choice, integer, list, optional, record, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import type { World } from "../../model/world";
import { command } from "../command";

const invalid = 30001;

/** A UserID of the relationship commands. */
export const user = text({ invalid, wrongType: 60015, maxBytes: limits.userIdBytes });

export const listName = text({ invalid, maxBytes: limits.listNameBytes });

export const userErrors = { 30003: "From_Account was not imported" } as const;

/** @throws Refusal 30003 */
export function checkUser(world: World, account: string): void {
  if (!world.isAccount(account)) throw new Refusal(30003);
}

export const succeeded = { ResultCode: 0, ResultInfo: "" } as const;

/** The result for one account of several. Source: "Adding Lists". */
export const notAFriend = { ResultCode: 32216, ResultInfo: "Err_SNS_GroupAdd_ToTinyId_Not_Friend" } as const;

const noAccount = { ResultCode: 30003, ResultInfo: "the account does not exist" } as const;
const friendAlready = { ResultCode: 30001, ResultInfo: "Err_SNS_FriendAdd_Friend_Exist" } as const;
const tooManyLists = { ResultCode: 30011, ResultInfo: "the user has too many friend lists" } as const;

const note = optional(text({ invalid, mayBeEmpty: true }));

export const addFriends = command({
  document: "Adding Friends",
  fields: {
    From_Account: user,
    AddFriendItem: list(
      record(
        {
          To_Account: user,
          AddSource: text({
            invalid,
            pattern: { test: /^AddSource_Type_[A-Za-z]{1,8}$/, says: "AddSource_Type_ and up to 8 letters" },
          }),
          Remark: note,
          GroupName: optional(listName),
          AddWording: note,
        },
        { invalid },
      ),
      { invalid, maxItems: limits.friendsPerCall },
    ),
    AddType: optional(choice(["Add_Type_Single", "Add_Type_Both"], { invalid })),
    ForceAddFlags: optional(integer({ invalid, min: 0, max: 1 })),
  },
  errors: userErrors,
  choices: {
    "the page's table of codes, which we have not seen": `${noAccount.ResultCode} and ${tooManyLists.ResultCode} as ResultCode`,
    "the ResultCode for a friend: the error table has 30520, a FAQ of 2024 has 30001": `${friendAlready.ResultCode}, with ${friendAlready.ResultInfo}, for which the service's own UI kits look`,
    "whether the friend has to agree": "no",
    "the answer as a whole if some or all accounts fail": "OK, with Fail_Account",
    "a GroupName that does not exist": "the list is created",
    "the effect of Remark and AddWording": "none",
  },
  handle({ From_Account, AddFriendItem, AddType = "Add_Type_Both" }, { world }) {
    checkUser(world, From_Account);
    const answer = AddFriendItem.map(({ To_Account, GroupName }) => ({
      To_Account,
      ...befriend(world, {
        from: From_Account,
        to: To_Account,
        listName: GroupName,
        both: AddType === "Add_Type_Both",
      }),
    }));
    const failed = answer.filter(({ ResultCode }) => ResultCode !== 0).map(({ To_Account }) => To_Account);
    return { ResultItem: answer, ...(failed.length > 0 && { Fail_Account: failed }) };
  },
});

interface Friendship {
  readonly from: string;
  readonly to: string;
  readonly listName: string | undefined;
  readonly both: boolean;
}

function befriend(world: World, { from, to, listName: name, both }: Friendship) {
  if (!world.isAccount(to)) return noAccount;
  if (world.friendsOf(from).has(to)) return friendAlready;
  const lists = world.listsOf(from);
  if (name !== undefined && !lists.has(name)) {
    if (lists.size >= limits.listsPerUser) return tooManyLists;
    world.nextSequenceOf(from);
  }
  if (name !== undefined)
    world.friendLists.set(from, lists.set(name, new Set([...(lists.get(name) ?? []), to])));
  world.friends.set(from, world.friendsOf(from).add(to));
  if (both) world.friends.set(to, world.friendsOf(to).add(from));
  return succeeded;
}
