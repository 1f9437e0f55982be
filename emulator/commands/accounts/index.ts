import { plainEnvelope } from "../../http/envelopes";
import { list, optional, record, text } from "../../http/fields";
import { Refusal } from "../../model/errors";
import { chatbotPrefix, limits } from "../../model/limits";
import type { World } from "../../model/world";
import { type Context, command, type Service } from "../command";

const invalid = 70402;

const userId = text({
  invalid,
  wrongType: 60015,
  maxBytes: limits.userIdBytes,
  pattern: { test: /^(?!@RBT#)/, says: `not starting with ${chatbotPrefix}` },
});
const profileText = optional(
  text({ invalid, malformed: 40601, mayBeEmpty: true, maxBytes: limits.profileBytes }),
);
const profile = { Nick: profileText, FaceUrl: profileText };
const someAccounts = list(record({ UserID: text({ invalid, wrongType: 60015 }) }, { invalid }), {
  invalid,
  maxItems: limits.accountsPerCall,
});

const importErrors = {
  70398: `more than ${limits.trialAccounts} accounts on the trial plan`,
  70402: "no UserID in any of the fields for it",
} as const;

const succeeded = { ResultCode: 0, ResultInfo: "" } as const;
const noAccount = { ResultCode: 70107, ResultInfo: "Err_TLS_PT_Open_Login_Account_Not_Exist" } as const;

const prefix = {
  [`a UserID that starts with ${chatbotPrefix}`]: "70402: only create_robot creates chatbots",
};

/** Accounts. */
export const accounts: Service = {
  name: "im_open_login_svc",
  title: "Accounts",
  envelope: plainEnvelope,
  commands: {
    account_import: command({
      document: "Importing a Single Account",
      fields: { UserID: optional(userId), Identifier: optional(userId), ...profile },
      errors: {
        ...importErrors,
        70399: `an account that was deleted less than ${limits.deletedAccountDays} days ago`,
      },
      choices: {
        ...prefix,
        "the name of the field: Identifier until 2020, UserID since": "either",
        "which characters a UserID may have": `any, in up to ${limits.userIdBytes} bytes of UTF-8`,
      },
      handle({ UserID, Identifier, Nick, FaceUrl }, context) {
        const account = UserID ?? Identifier;
        if (account === undefined) throw new Refusal(70402, "UserID is missing");
        checkRoom(context, [account]);
        if (isBarred(context, account)) throw new Refusal(70399);
        add(context.world, { UserID: account, Nick, FaceUrl });
        return {};
      },
    }),

    multiaccount_import: command({
      document: "Importing Multiple Accounts",
      callsPerSecond: limits.callsPerSecondOfSome,
      fields: {
        AccountList: optional(
          list(record({ UserID: userId, ...profile }, { invalid }), {
            invalid,
            maxItems: limits.accountsPerCall,
          }),
        ),
        Accounts: optional(list(userId, { invalid, maxItems: limits.accountsPerCall })),
      },
      errors: importErrors,
      choices: {
        ...prefix,
        "the answer to the newer form of the request": "FailAccounts, as for the older form",
        "both forms in one request": "the accounts of both",
        "an account that was deleted less than three months ago": "it is in FailAccounts",
        "the answer when the trial plan holds only some of the accounts": "70398, and none is imported",
      },
      handle({ AccountList = [], Accounts = [] }, context) {
        const given: readonly Account[] = [...AccountList, ...Accounts.map((UserID) => ({ UserID }))];
        if (given.length === 0) throw new Refusal(70402, "AccountList is missing");
        const barred = given.filter(({ UserID }) => isBarred(context, UserID));
        const rest = given.filter((account) => !barred.includes(account));
        checkRoom(
          context,
          rest.map(({ UserID }) => UserID),
        );
        for (const account of rest) add(context.world, account);
        return { FailAccounts: barred.map(({ UserID }) => UserID) };
      },
    }),

    account_check: command({
      document: "Querying Accounts",
      callsPerSecond: limits.callsPerSecondOfSome,
      fields: { CheckItem: someAccounts },
      handle: ({ CheckItem }, { world }) => ({
        ResultItem: CheckItem.map(({ UserID }) => ({
          UserID,
          ...succeeded,
          AccountStatus: world.isAccount(UserID) ? "Imported" : "NotImported",
        })),
      }),
    }),

    account_delete: command({
      document: "Deleting Accounts",
      callsPerSecond: limits.callsPerSecondOfSome,
      fields: { DeleteItem: someAccounts },
      choices: {
        "deleting an app admin":
          "a success that deletes its profile, friends and memberships, and leaves the account",
        "on which plans it works: an old page says only on trial, a newer one also on the others, if the console allows it":
          "on all; a fault can answer 71000",
        "when the UserID can be imported again: on other plans than trial after three months": `at once on the trial plan, after ${limits.deletedAccountDays} days on the others`,
      },
      handle: ({ DeleteItem }, { world, nowMs }) => ({
        ResultItem: DeleteItem.map(({ UserID }) => {
          const isThere = world.isAccount(UserID);
          if (isThere) world.deleteAccount(UserID, nowMs);
          return { UserID, ...(isThere ? succeeded : noAccount) };
        }),
      }),
    }),
  },
};

interface Account {
  readonly UserID: string;
  readonly Nick?: string | undefined;
  readonly FaceUrl?: string | undefined;
}

function add(world: World, { UserID, Nick, FaceUrl }: Account): void {
  world.addAccount(UserID, {
    ...(Nick !== undefined && { nick: Nick }),
    ...(FaceUrl !== undefined && { faceUrl: FaceUrl }),
  });
}

/** @throws Refusal 70398 */
function checkRoom({ world, settings }: Context, more: readonly string[]): void {
  const added = new Set(more.filter((account) => !world.accounts.has(account)));
  if (settings.plan === "trial" && world.accounts.size + added.size > limits.trialAccounts)
    throw new Refusal(70398);
}

/** Whether an account was deleted so recently that it cannot be imported again. */
function isBarred({ world, settings, nowMs }: Context, account: string): boolean {
  if (world.isAccount(account)) return false;
  const deletedAt = world.deletedAccounts.get(account);
  if (deletedAt === undefined || settings.plan === "trial") return false;
  return nowMs / 1000 < deletedAt + limits.deletedAccountDays * 86_400;
}
