import { relationshipEnvelope } from "../../http/envelopes";
import { list, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import type { World } from "../../model/world";
import { command, type Service } from "../command";
import { profileItem, tag, valueIn, withValues } from "./tags";

const invalid = 40001;

const user = text({ invalid, wrongType: 60015 });

const noAccount = { ResultCode: 40003, ResultInfo: "the account does not exist" } as const;

/** The profiles of accounts and chatbots. */
export const profiles: Service = {
  name: "profile",
  title: "Profiles",
  envelope: relationshipEnvelope,
  commands: {
    portrait_set: command({
      document: "Setting Profiles",
      fields: { From_Account: user, ProfileItem: list(profileItem, { invalid }) },
      errors: { 40003: "no such account" },
      choices: {
        "fields that the app's console defines": "any, with a text",
        "a Tag that comes twice": "the last one counts",
      },
      handle({ From_Account, ProfileItem }, { world }) {
        if (!world.isAccount(From_Account)) throw new Refusal(40003, From_Account);
        world.addAccount(From_Account, withValues(world.profileOf(From_Account), ProfileItem));
        return {};
      },
    }),

    portrait_get: command({
      document: "Pulling Profiles",
      fields: {
        To_Account: list(user, { invalid, maxItems: limits.profilesPerCall }),
        TagList: list(tag, { invalid }),
      },
      choices: {
        "the answer for an account that does not exist":
          "a ResultCode of 40003 without fields, and the account in Fail_Account; the answer as a whole is OK",
        "a field that was never set, or emptied": "left out",
        "an account that comes twice": "answered twice",
      },
      handle({ To_Account, TagList }, { world }) {
        const failed = To_Account.filter((account) => !world.isAccount(account));
        return {
          UserProfileItem: To_Account.map((account) => ({
            To_Account: account,
            ...profileOf(world, account, TagList),
          })),
          ...(failed.length > 0 && { Fail_Account: failed }),
        };
      },
    }),
  },
};

function profileOf(world: World, account: string, tags: readonly string[]) {
  if (!world.isAccount(account)) return { ProfileItem: [], ...noAccount };
  const profile = world.profileOf(account);
  const items = [...new Set(tags)].flatMap((Tag) => {
    const Value = valueIn(profile, Tag);
    return Value === undefined ? [] : [{ Tag, Value }];
  });
  return { ProfileItem: items, ResultCode: 0, ResultInfo: "" };
}
