import type { Choices } from "../commands/command";
import type { ErrorCode } from "../model/errors";
import { limits } from "../model/limits";
import { admissionCodes } from "./gate";

/** The ErrorCodes that any command can give, in the order of the checks. */
export const everyCommandCodes: readonly ErrorCode[] = [60009, 60008, ...admissionCodes, 60007, 60003];

/** What the documents leave open for every command. */
export const everyCommandChoices: Choices = {
  "the order of the checks":
    "the URL, the caller, the rate, the body, the plan, the fields in the order of their table",
  "a method other than POST": "60009, and no fault or chance meets it",
  "a command under the name of another service: a public report of 2018 had 60008, which the table has for timeouts":
    "60008; 60009 for a command that no service has",
  "a URL without random: the pages demand it, a public report of 2019 reached the command without it":
    "accepted; 60025 for one that is no unsigned integer of 32 bits",
  "what calls per second are counted over":
    "any second, not one that begins with the clock's; a refused call does not count",
  "who uses up the rate":
    "whoever is let in, also with a body that is wrong; a caller who is not let in does not",
  "how large a body can be": `${limits.requestBodyBytes} bytes and ${limits.jsonDepth} levels; 60003 beyond that`,
  "fields that no table has": "ignored",
  "a field that is null":
    "as if it were left out, which is wrong only of a field that is required: several clients send null for every field that they leave out",
  'a field that may be left out, and is ""':
    "as if it were left out, unless the field can be an empty text, which then replaces what was there",
  "the code for a group that never existed in the app: reports have 10010 and 10015":
    "10010, as for one that was dissolved; 10015 only for an ID that cannot be one",
  "the code for a UserID that is no string": "60015, except where the page of the command has another",
  "the code for a caller who is not let in: some pages have 10001, others the codes from 60000 to 79999":
    "the latter",
  "how many failed checks of a UserSig are too many":
    `${limits.failedUserSigs} of one identifier within ${limits.failedUserSigSeconds} seconds; ` +
    `then 70050 for ${limits.failedUserSigSeconds} seconds, whatever the UserSig`,
  "which region an app is of":
    "any, unless its `region` is given; then 60026 to a Host header of another region's domain",
  "the text of ErrorInfo":
    "this emulator's own words, with the few texts of the service that clients look for",
  "a UserSig with a userbuf, which the pages have only for rooms of other products":
    "accepted, as the official verifier does",
  "whether an app admin is an account: a page of 2025 lists admins among the accounts":
    "an account like any other, without being imported",
  "when the console's switches count, such as the one for the online list": "all are on",
};
