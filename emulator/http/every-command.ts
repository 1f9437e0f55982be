import type { Choices } from "../commands/command";
import type { ErrorCode } from "../model/errors";
import { limits } from "../model/limits";
import { admissionCodes } from "./gate";

/** The ErrorCodes that any command can give, in the order of the checks. */
export const everyCommandCodes: readonly ErrorCode[] = [60009, ...admissionCodes, 60007, 60003];

/** What the documents leave open for every command. */
export const everyCommandChoices: Choices = {
  "the order of the checks":
    "the URL, the caller, the rate, the body, the plan, the fields in the order of their table",
  "a method other than POST": "60009, and no fault or chance meets it",
  "what calls per second are counted over":
    "any second, not one that begins with the clock's; a refused call does not count",
  "who uses up the rate":
    "whoever is let in, also with a body that is wrong; a caller who is not let in does not",
  "how large a body can be": `${limits.requestBodyBytes} bytes and ${limits.jsonDepth} levels; 60003 beyond that`,
  "fields that no table has": "ignored",
  "a field that is null": "as wrong as one that is missing, also where the field may be left out",
  "the code for a UserID that is no string": "60015 everywhere",
  "the code for a caller who is not let in: some pages have 10001, others the codes from 60000 to 79999":
    "the latter",
  "how many failed checks of a UserSig are too many":
    `${limits.failedUserSigs} of one identifier within ${limits.failedUserSigSeconds} seconds; ` +
    `then 70050 for ${limits.failedUserSigSeconds} seconds, whatever the UserSig`,
  "which region an app is of":
    "any, unless its `region` is given; then 60026 to a Host header of another region's domain",
  "the text of ErrorInfo": "this emulator's own words",
  "when the console's switches count, such as the one for the online list": "all are on",
};
