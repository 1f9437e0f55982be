import { at, entriesOf, fieldsOf, integerOf, ShapeError, stringOf, stringsOf } from "../../json-reader";
import { chatbotPrefix } from "../limits";
import type { Profile } from "../world";
import { byUser, checkUser, type Part, recordOf, sorted } from "./part";

export const accounts: Part<string[]> = {
  isAlwaysShown: true,
  show: (world) => sorted(world.accounts.keys()),
  add(world, given, path) {
    for (const account of stringsOf(given, path, checkUser)) world.addAccount(account);
  },
};

export const chatbots: Part<string[]> = {
  show: (world) => sorted(world.chatbots),
  add(world, given, path) {
    for (const chatbot of stringsOf(given, path, checkChatbot)) {
      world.addAccount(chatbot);
      world.chatbots.add(chatbot);
    }
  },
};

export const profiles: Part<Record<string, Profile>> = {
  show(world) {
    const filled = [...world.accounts].filter(([, profile]) => Object.values(profile).some((text) => text));
    return recordOf(filled, (profile) => structuredClone(profile));
  },
  add(world, given, path) {
    for (const [account, profile] of byUser(given, path, readProfile)) world.addAccount(account, profile);
  },
};

export const deletedAccounts: Part<Record<string, number>> = {
  show: (world) => Object.fromEntries(world.deletedAccounts),
  add(world, given, path) {
    for (const [account, seconds] of byUser(given, path, readSeconds))
      if (!world.accounts.has(account)) world.deletedAccounts.set(account, seconds);
  },
};

function readProfile(value: unknown, path: string): Partial<Profile> {
  const { fields: others, ...texts } = fieldsOf(value, path, ["nick", "faceUrl", "selfSignature", "fields"]);
  const anything = () => undefined;
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  const kept = entriesOf(others, at(path, "fields")).map(([tag, of, where]) => [tag, readField(of, where)]);
  return {
    ...Object.fromEntries(given.map(([key, text]) => [key, stringOf(text, at(path, key), anything)])),
    ...(kept.length > 0 && { fields: Object.fromEntries(kept) as Record<string, string | number> }),
  };
}

function readField(value: unknown, path: string): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new ShapeError(path, "must be a string or a number");
}

function readSeconds(value: unknown, path: string): number {
  return integerOf(value, path, 0, Number.MAX_SAFE_INTEGER);
}

function checkChatbot(id: string, path: string): void {
  checkUser(id, path);
  if (!id.startsWith(chatbotPrefix))
    throw new ShapeError(path, `a chatbot's UserID starts with ${chatbotPrefix}`);
}
