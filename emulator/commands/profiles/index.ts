import { relationshipEnvelope } from "../../http/envelopes";
import { choice, list, record, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import type { Profile } from "../../model/world";
import { command, type Service } from "../command";

const invalid = 40001;

/** The standard fields that the emulator keeps. Source: "User Profile and Relationship Chain". */
const keptAs = {
  Tag_Profile_IM_Nick: "nick",
  Tag_Profile_IM_Image: "faceUrl",
  Tag_Profile_IM_SelfSignature: "selfSignature",
} as const satisfies Readonly<Record<string, keyof Profile>>;
type Tag = keyof typeof keptAs;
const tags = Object.keys(keptAs) as readonly Tag[];

const value = text({
  invalid,
  wrongType: 40610,
  malformed: 40601,
  mayBeEmpty: true,
  maxBytes: limits.profileBytes,
});

/** The profiles of accounts and chatbots. */
export const profiles: Service = {
  name: "profile",
  title: "Profiles",
  envelope: relationshipEnvelope,
  commands: {
    portrait_set: command({
      document: "Setting Profiles",
      fields: {
        From_Account: text({ invalid, wrongType: 60015 }),
        ProfileItem: list(
          record({ Tag: choice(tags, { invalid, malformed: 40009 }), Value: value }, { invalid }),
          { invalid },
        ),
      },
      errors: { 40003: "no such account" },
      choices: {
        "standard fields other than these three, and the app's own": "40009: the emulator keeps none of them",
        "a Tag that comes twice": "the last one counts",
      },
      handle({ From_Account, ProfileItem }, { world }) {
        if (!world.accounts.has(From_Account)) throw new Refusal(40003, From_Account);
        const changes = ProfileItem.map(({ Tag, Value }) => [keptAs[Tag], Value] as const);
        world.addAccount(From_Account, Object.fromEntries(changes));
        return {};
      },
    }),
  },
};
