import type { Choices } from "../commands/command";
import type { ErrorCode } from "../model/errors";
import { limits } from "../model/limits";
import { admissionCodes } from "./gate";

/** The ErrorCodes that every command can answer, in the order of the checks. */
export const everyCommandCodes: readonly ErrorCode[] = [60009, 60008, ...admissionCodes, 60007, 60003];

/** What the documents leave open for every command. */
export const everyCommandChoices: Choices = {
  "the order of the checks":
    "the URL, the caller, the rate, the body, the plan, the fields in the order of their table",
  "a method other than POST": "60009; neither faults nor chaos apply to it",
  "a command under the name of another service: a public report of 2018 shows 60008, which the table explains as a timeout":
    "60008; 60009 for a command that no service has",
  "a URL without random: the pages require it, but a public report of 2019 shows a call that worked without it":
    "accepted; 60025 if random is no unsigned 32-bit integer",
  "over which second calls are counted":
    "the last second before a call, not a second of the clock; a refused call does not count",
  "which calls use up the rate":
    "every call of an admitted caller, even with a wrong body; no call of another caller",
  "how large a body can be": `${limits.requestBodyBytes} bytes and ${limits.jsonDepth} levels; 60003 beyond that`,
  "fields that are in no table": "ignored",
  "a field that is null":
    "like a missing field, which is wrong only if the field is required: several clients send null for every field that they leave out",
  'a field that may be left out, and is ""':
    "like a missing field, unless the field accepts an empty text, which then replaces the former one",
  "the code for a group that never existed in the app: reports show 10010 and 10015":
    "10010, as for a dissolved group; 10015 only for an ID that no group can have",
  "the code for a UserID that is no string": "60015, unless the page of the command has another",
  "the code for a caller who is not admitted: some pages have 10001, others the codes from 60000 to 79999":
    "the latter",
  "how many failed checks of a UserSig are too many":
    `${limits.failedUserSigs} of one identifier within ${limits.failedUserSigSeconds} seconds; ` +
    `then 70050 for ${limits.failedUserSigSeconds} seconds, even with a valid UserSig`,
  "the region of an app":
    "any, unless you set its `region`; then 60026 to a Host header with a domain of another region",
  "the text of ErrorInfo": "the emulator's own words, and the few texts of the service that clients look for",
  "a UserSig with a userbuf, which the pages describe only for rooms of other products":
    "accepted, as the official verifier does",
  "whether an app admin is an account: a page of 2025 lists admins among the accounts":
    "yes, without being imported",
  "the console's switches, such as the one for the online list": "all are on",
};
