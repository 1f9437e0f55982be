import fc from "fast-check";
import type { EmulatorOptions } from "../../../emulator";
import { limits, utf8Bytes } from "../../../emulator/model/limits";
import { type SignerOptions, UserSigSigner } from "../../../provider/client/user-sig";
import { emulating } from "../emulator/support";
import { at } from "./clock";

const command = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "none", Member_Account: ["bot1"] };
/** A caller who is let in gets to know that there is no such group. */
export const letIn = 10010;

export const admin: SignerOptions = {
  sdkAppId: 1400000000,
  secretKey: "0123456789abcdef".repeat(4),
  identifier: "administrator",
  userSigTtlSeconds: 600,
};

/** "Secure Authentication with UserSig" has letters, digits, _ and -; the emulator and the signers take any text. */
const identifiers = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9_-]{1,32}$/),
  fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => utf8Bytes(text) <= limits.userIdBytes),
);

export const anyAdmin: fc.Arbitrary<SignerOptions> = fc.record({
  sdkAppId: fc.integer({ min: 1, max: 4_294_967_295 }),
  secretKey: fc.oneof(
    fc.stringMatching(/^[0-9a-f]{64}$/),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
  ),
  identifier: identifiers,
  userSigTtlSeconds: fc.integer({ min: 1, max: 50 * 365 * 86_400 }),
});

/** Up to the year 2100, in milliseconds. */
export const anyTime = fc.integer({ min: 1_500_000_000_000, max: 4_102_444_800_000 });

/** The ErrorCode that an emulator with this one admin gives a call with `usersig`. */
export async function codeFor(
  { sdkAppId, secretKey, identifier }: SignerOptions,
  usersig: string,
  options: EmulatorOptions = {},
): Promise<number> {
  let code = 0;
  await emulating({ ...options, apps: [{ sdkAppId, secretKey, identifier }] }, async (client) => {
    const query = { sdkappid: String(sdkAppId), identifier, usersig };
    code = await client.code(command, body, query);
  });
  return code;
}

/** What the client sends. */
export function signedByClient(options: SignerOptions, timeMs: number): string {
  return at(timeMs, () => new UserSigSigner(options, Date.now, () => undefined).userSig());
}
