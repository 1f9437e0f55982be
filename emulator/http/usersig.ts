import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";
import { type ErrorCode, Refusal } from "../model/errors";

/** The claims of a UserSig. Times are in seconds. */
interface Claims {
  readonly identifier: string;
  readonly sdkAppId: number;
  readonly time: number;
  readonly expire: number;
  readonly userBuf: string | undefined;
  readonly signature: string;
}

/** A UserSig inflates to about 200 bytes, but a few bytes of a hostile one could inflate to gigabytes. */
const maxInflatedBytes = 16 * 1024;

/** A client uses one UserSig for hours, so this is enough for many clients. */
const maxRemembered = 1000;

/** The ErrorCodes for a UserSig that is not valid. */
export const verifierCodes = [
  70002, 70003, 70014, 70013, 70001, 70009,
] as const satisfies readonly ErrorCode[];

/** Verifies the UserSigs of one app. Source: "Secure Authentication with UserSig" and the official verifier. */
export class UserSigVerifier {
  readonly #sdkAppId: number;
  readonly #secretKey: string;
  /** The claims of UserSigs with a valid signature, so that later requests need neither inflating nor HMAC. */
  readonly #verified = new Map<string, Claims>();

  constructor(sdkAppId: number, secretKey: string) {
    this.#sdkAppId = sdkAppId;
    this.#secretKey = secretKey;
  }

  /**
   * Checks in the order of the official verifier: SDKAppID, identifier, expiry, signature.
   * @param nowMs milliseconds since 1970
   * @throws Refusal 70002, 70003, 70014, 70013, 70001 or 70009
   */
  verify(userSig: string, identifier: string, nowMs: number): void {
    const remembered = this.#verified.get(userSig);
    const claims = remembered ?? decode(userSig);
    for (const [code, holds] of [
      [70014, claims.sdkAppId === this.#sdkAppId],
      [70013, claims.identifier === identifier],
      [70001, nowMs / 1000 <= claims.time + claims.expire],
      [70009, remembered !== undefined || this.#isSigned(claims)],
    ] satisfies [ErrorCode, boolean][]) {
      if (!holds) throw new Refusal(code);
    }
    if (remembered === undefined) this.#remember(userSig, claims);
  }

  #isSigned(claims: Claims): boolean {
    const expected = createHmac("sha256", this.#secretKey).update(signedText(claims)).digest();
    const actual = Buffer.from(claims.signature, "base64");
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  }

  #remember(userSig: string, claims: Claims): void {
    if (this.#verified.size >= maxRemembered) {
      const [oldest] = this.#verified.keys();
      if (oldest !== undefined) this.#verified.delete(oldest);
    }
    this.#verified.set(userSig, claims);
  }
}

function signedText(claims: Claims): string {
  const lines = [
    `TLS.identifier:${claims.identifier}`,
    `TLS.sdkappid:${claims.sdkAppId}`,
    `TLS.time:${claims.time}`,
    `TLS.expire:${claims.expire}`,
    ...(claims.userBuf === undefined ? [] : [`TLS.userbuf:${claims.userBuf}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function decode(userSig: string): Claims {
  if (userSig === "") throw new Refusal(70002);
  const claims = claimsFrom(documentIn(userSig));
  if (claims === undefined) throw new Refusal(70003);
  return claims;
}

/** The JSON inside a UserSig; undefined if there is none. */
function documentIn(userSig: string): unknown {
  if (!/^[A-Za-z0-9*_-]+$/.test(userSig)) return undefined;
  const base64 = userSig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  try {
    const inflated = inflateSync(Buffer.from(base64, "base64"), { maxOutputLength: maxInflatedBytes });
    return JSON.parse(inflated.toString("utf8"));
  } catch {
    return undefined;
  }
}

function claimsFrom(document: unknown): Claims | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const of: ReadonlyMap<string, unknown> = new Map(Object.entries(document));
  const identifier = of.get("TLS.identifier");
  const sdkAppId = of.get("TLS.sdkappid");
  const time = of.get("TLS.time");
  const expire = of.get("TLS.expire");
  const userBuf = of.get("TLS.userbuf");
  const signature = of.get("TLS.sig");
  const areWhole = isWhole(sdkAppId) && isWhole(time) && isWhole(expire);
  if (!areWhole || typeof identifier !== "string" || typeof signature !== "string") return undefined;
  if (userBuf !== undefined && typeof userBuf !== "string") return undefined;
  return { identifier, sdkAppId, time, expire, userBuf, signature };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
