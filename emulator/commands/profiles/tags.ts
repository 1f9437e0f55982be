import { choice, type Field, integer, record, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { limits } from "../../model/limits";
import type { Profile } from "../../model/world";

const invalid = 40001;

const wordsOf = (maxBytes: number) =>
  text({ invalid, wrongType: 40610, malformed: 40601, mayBeEmpty: true, maxBytes });
const words = wordsOf(limits.profileBytes);
const number = integer({ invalid: 40605, wrongType: 40610, min: 0, max: limits.profileIntegers });
const oneOf = (...values: readonly string[]) =>
  choice(values, { invalid, wrongType: 40610, malformed: 40605 });

type ValueField = Field<string> | Field<number>;

/** The standard fields. Source: "Profile Management". */
const standard: ReadonlyMap<string, ValueField> = new Map<string, ValueField>([
  ["Tag_Profile_IM_Nick", words],
  ["Tag_Profile_IM_Image", words],
  ["Tag_Profile_IM_SelfSignature", words],
  ["Tag_Profile_IM_Gender", oneOf("Gender_Type_Unknown", "Gender_Type_Female", "Gender_Type_Male")],
  ["Tag_Profile_IM_BirthDay", number],
  ["Tag_Profile_IM_Location", wordsOf(limits.locationBytes)],
  [
    "Tag_Profile_IM_AllowType",
    oneOf("AllowType_Type_NeedConfirm", "AllowType_Type_AllowAny", "AllowType_Type_DenyAny"),
  ],
  ["Tag_Profile_IM_Language", number],
  ["Tag_Profile_IM_MsgSettings", number],
  ["Tag_Profile_IM_AdminForbidType", oneOf("AdminForbid_Type_None", "AdminForbid_Type_SendOut")],
  ["Tag_Profile_IM_Level", number],
  ["Tag_Profile_IM_Role", number],
]);

/** A field that the app defines in its console: the prefix, and up to eight characters of a keyword. */
const custom = /^Tag_Profile_Custom_\w{1,8}$/;

/** The tags of the fields for which {@link Profile} has a property, with the name of that property. */
const named: ReadonlyMap<string, "nick" | "faceUrl" | "selfSignature"> = new Map([
  ["Tag_Profile_IM_Nick", "nick"],
  ["Tag_Profile_IM_Image", "faceUrl"],
  ["Tag_Profile_IM_SelfSignature", "selfSignature"],
]);

function valueField(tag: string): ValueField | undefined {
  return standard.get(tag) ?? (custom.test(tag) ? words : undefined);
}

/** The name of a field of a profile. */
export const tag: Field<string> = {
  shape: {
    ...text({ invalid, malformed: 40009 }).shape,
    limits: [`one of ${[...standard.keys()].join(", ")}`, "or Tag_Profile_Custom_ and up to 8 characters"],
  },
  read(value, name) {
    const given = text({ invalid }).read(value, name);
    if (valueField(given) === undefined) throw new Refusal(40009, `${name} is ${given}`);
    return given;
  },
};

const tagged = record({ Tag: tag }, { invalid });

/** A field of a profile with its value. The tag says what the value must be. */
export const profileItem: Field<{ readonly Tag: string; readonly Value: string | number }> = {
  shape: {
    ...tagged.shape,
    parts: [
      ...tagged.shape.parts,
      [
        ".Value",
        {
          type: "String or Integer",
          isRequired: true,
          limits: described(),
          codes: [invalid, 40610, 40601, 40605],
          parts: [],
        },
      ],
    ],
  },
  read(value, name) {
    const { Tag } = tagged.read(value, name);
    const field: Field<string | number> = valueField(Tag) ?? words;
    const { Value } = record({ Value: field }, { invalid }).read(value, name);
    return { Tag, Value };
  },
};

/** The value of a field of a profile; undefined for one that was never set, or emptied. */
export function valueIn(profile: Profile, of: string): string | number | undefined {
  const name = named.get(of);
  const value = name === undefined ? profile.fields?.[of] : profile[name];
  return value === "" ? undefined : value;
}

/** A profile with other values in some fields. */
export function withValues(
  profile: Profile,
  items: readonly { readonly Tag: string; readonly Value: string | number }[],
): Profile {
  const keyed = items.map(({ Tag, Value }) => [Tag, Value] as const);
  const own = keyed.flatMap(([of, value]) => {
    const name = named.get(of);
    return name === undefined ? [] : [[name, value]];
  });
  const others = keyed.filter(([of]) => !named.has(of));
  return {
    ...profile,
    ...Object.fromEntries(own),
    ...(others.length > 0 && { fields: { ...profile.fields, ...Object.fromEntries(others) } }),
  };
}

/** The rules for the values, with tags of the same rule together. */
function described(): string[] {
  const kinds = new Map<string, string[]>();
  for (const [of, { shape }] of standard) {
    const kind = `${shape.type} ${shape.limits.join(", ")}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), of.replace("Tag_Profile_IM_", "")]);
  }
  return [...kinds].map(([kind, of]) => `${of.join(", ")}: ${kind}`);
}
