import { incomparableAt } from "../incomparable";
import { naming } from "./batches";
import { firstFew } from "./collection-rules";
import { isUnknown, type Rule } from "./inputs";
import { isDeep, shown, typeOf } from "./shown";

function string(what: string, problemOf: (value: string) => string | undefined): Rule {
  return (value, path) => {
    if (isUnknown(value)) return [];
    if (typeof value !== "string")
      return [`${path} has to be ${what}, a string, but is ${typeOf(value)}: ${shown(value)}`];
    const problem = problemOf(value);
    if (problem === undefined) return [];
    return [
      problem.endsWith("?")
        ? `${path} ${problem} It has to be ${what}`
        : `${path} ${problem}; it has to be ${what}`,
    ];
  };
}

function name(what: string, problemOf: (value: string) => string | undefined): Rule {
  return string(what, (value) => (value === "" ? "is empty" : problemOf(value)));
}

function overBytes(value: string, limit: number): string | undefined {
  const bytes = Buffer.byteLength(value);
  return bytes > limit ? `is ${bytes} bytes long: ${shown(value)}` : undefined;
}

const unprintable = /[^\x20-\x7e]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f]/;

/** Invisible characters that were copied with the text, or left over when a list was split. */
const blankAtAnEnd = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const comma = /[,，]/;

function blanks(value: string): string | undefined {
  const meant = value.replace(blankAtAnEnd, "");
  if (meant === value) return undefined;
  return meant === "" ? "is blank" : `has a blank at an end: ${shown(value)}. Did you mean ${shown(meant)}?`;
}

function printableId(value: string): string | undefined {
  return unprintable.test(value)
    ? `holds characters that are not allowed: ${shown(value)}`
    : (blanks(value) ?? overBytes(value, 48));
}

function id(what: string): Rule {
  return name(`${what} of 1 to 48 bytes of printable ASCII`, printableId);
}

/** Says why a text is no UserID: it may hold several, or a blank that was copied with it. */
function account(value: string): string | undefined {
  if (control.test(value)) return `holds a control character: ${shown(value)}`;
  return blanks(value) ?? several(value) ?? overBytes(value, 32);
}

function several(value: string): string | undefined {
  if (!comma.test(value)) return undefined;
  const meant = value.split(comma).flatMap((each) => each.replace(blankAtAnEnd, "") || []);
  const count = meant.length === 2 ? "two" : meant.length;
  const names = naming(meant.map(shown), 3);
  const question = meant.length < 2 ? names : `${count}: ${names}`;
  return `holds a comma: ${shown(value)}${names === "" ? "" : `. Did you mean ${question}?`}`;
}

/** Source: "Group System": printable ASCII, at most 48 bytes. */
export const groupId: Rule = id("a group ID");

/** Source: "Group System": the service's own IDs begin with `@TGS#`, and no other may. */
export const ownGroupId: Rule = name(
  "a group ID of 1 to 48 bytes of printable ASCII that does not begin with @TGS#",
  (value) => {
    if (value.startsWith("@TGS#")) return `begins like an ID that the service gives: ${shown(value)}`;
    return printableId(value);
  },
);

/** Source: "Creating a Group". */
export const groupName: Rule = name("a group's name of 1 to 30 bytes", (value) => overBytes(value, 30));

/** Source: "Error codes (TUILiveKit)" and the create_room page: printable ASCII, at most 48 bytes. */
export const roomId: Rule = id("a room ID");

/** Source: "Use Limits": at most 32 bytes. Documents disagree about the allowed characters; all of them exclude these. */
export const userId: Rule = name("a UserID of 1 to 32 bytes", account);

/** Source: "Importing a Single Account" and "Creating Chatbot Accounts": only the UserIDs of chatbots begin with `@RBT#`. */
export const accountId: Rule = name("a UserID of 1 to 32 bytes that does not begin with @RBT#", (value) => {
  if (value.startsWith("@RBT#")) return `begins like a chatbot's: ${shown(value)}`;
  return account(value);
});

/** Source: "Creating Chatbot Accounts". */
export const chatbotId: Rule = name("a UserID of at most 32 bytes that begins with @RBT#", (value) => {
  if (!value.startsWith("@RBT#")) {
    // A text without the prefix, or with the prefix in another case, is most likely the rest of the name.
    const meant = `@RBT#${value.replace(/^@?rbt#?/i, "")}`;
    return `does not begin with @RBT#: ${shown(value)}. Did you mean ${shown(meant)}?`;
  }
  if (value === "@RBT#") return `has nothing after @RBT#: ${shown(value)}`;
  return account(value);
});

/** Source: "Importing a Single Account" and "Setting Profiles", which answers 40601 to a longer text. */
export const profileText: Rule = string("a text of at most 500 bytes", (value) => overBytes(value, 500));

/**
 * One page says at most 30 bytes, another 30 characters. This accepts the longer names, so that every existing list can be deleted.
 */
export const friendListName: Rule = name("the name of a friend list, 1 to 30 characters", (value) =>
  [...value].length > 30 ? `is ${[...value].length} characters long: ${shown(value)}` : undefined,
);

/** The name of an app in `tencent-chat:apps` that a path of `pulumi config set --path` can hold. */
export const appName: Rule = name(
  "the name of an app: 1 to 64 letters, digits, hyphens and underscores",
  (value) => (/^[\w-]{1,64}$/.test(value) ? undefined : `is ${shown(value)}`),
);

export const text: Rule = string("a text", () => undefined);

export const boolean: Rule = (value, path) =>
  typeof value === "boolean" || isUnknown(value)
    ? []
    : [`${path} has to be true or false, but is ${typeOf(value)}: ${shown(value)}`];

export const anything: Rule = () => [];

/** Any JSON that arrived unchanged, unless it is nested deeper than anybody writes. */
export const triggers: Rule = (value, path) =>
  isDeep(value)
    ? [`${path} is nested more than 100 deep; it has to be a few plain values`]
    : firstFew(lostIn(value, path), "values in it");

/** Reports values of a program that did not arrive unchanged. */
function* lostIn(value: unknown, path: string): Generator<readonly string[]> {
  const what = incomparableAt(value);
  if (what !== undefined) {
    yield [
      `${path} is a ${what}, whose changes Pulumi would not see: use a text or a number, such as date.toISOString()`,
    ];
  } else if (typeof value === "object" && value !== null) {
    const isList = Array.isArray(value);
    for (const [key, each] of Object.entries(value))
      yield* lostIn(each, `${path}[${isList ? key : shown(key)}]`);
  }
}
