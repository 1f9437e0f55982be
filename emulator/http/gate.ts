import { type ErrorCode, Refusal } from "../model/errors";
import type { App, Apps } from "./apps";
import { regionOf } from "./regions";
import { verifierCodes } from "./usersig";

interface QueryRule {
  readonly name: string;
  /** The ErrorCode if the parameter is missing; undefined for an optional parameter. */
  readonly missing?: ErrorCode;
  /** The ErrorCode if the parameter has no value. */
  readonly empty: ErrorCode;
  readonly form?: RegExp;
  readonly accepts?: (value: string) => boolean;
}

const maxUint32 = 4294967295;

/** Source: "RESTful API Overview" and "Error Codes". Names and values are case-sensitive. */
const queryRules: readonly QueryRule[] = [
  { name: "sdkappid", missing: 60012, empty: 60012, form: /^\d{1,15}$/ },
  { name: "identifier", missing: 60025, empty: 60025 },
  { name: "usersig", missing: 60025, empty: 70002 },
  {
    name: "random",
    empty: 60025,
    form: /^\d{1,10}$/,
    accepts: (value) => Number(value) <= maxUint32,
  },
  { name: "contenttype", missing: 60025, empty: 60025, form: /^json$/ },
];

/** The ErrorCodes for a caller who is not admitted. */
export const admissionCodes: readonly ErrorCode[] = [
  ...new Set<ErrorCode>([
    ...queryRules.flatMap(({ missing, empty }) => (missing === undefined ? [empty] : [missing, empty])),
    ...([70020, 60026, 70050] as const),
    ...verifierCodes,
    60010,
  ]),
];

/** Who calls, and for which app. */
export interface Admission {
  readonly app: App;
  /** UserID of an app admin. */
  readonly caller: string;
}

/**
 * Admits a call if its query is complete, its domain belongs to the region of the app, its UserSig is valid, and its caller is an
 * app admin.
 * @throws Refusal
 */
export function admit(
  { query, host }: { readonly query: URLSearchParams; readonly host: string },
  apps: Apps,
  nowMs: number,
): Admission {
  for (const rule of queryRules) checkParameter(rule, query.get(rule.name));
  const caller = query.get("identifier") ?? "";
  const app = apps.get(Number(query.get("sdkappid")));
  if (app === undefined) throw new Refusal(70020);
  const region = regionOf(host);
  if (region !== undefined && region !== (app.region ?? region))
    throw new Refusal(60026, `the domain is of ${region}, the SDKAppID of ${app.region}`);
  verify(app, query.get("usersig") ?? "", caller, nowMs);
  if (!app.admins.has(caller)) throw new Refusal(60010);
  return { app, caller };
}

/** @throws Refusal */
function verify({ failedUserSigs, verifier }: App, userSig: string, caller: string, nowMs: number): void {
  failedUserSigs.check(caller, nowMs);
  try {
    verifier.verify(userSig, caller, nowMs);
  } catch (error) {
    failedUserSigs.count(caller, nowMs);
    throw error;
  }
}

function checkParameter({ name, missing, empty, form, accepts }: QueryRule, value: string | null): void {
  if (value === null) {
    if (missing === undefined) return;
    throw new Refusal(missing, `${name} is missing`);
  }
  if (value === "") throw new Refusal(empty, `${name} is empty`);
  if (form?.test(value) === false || accepts?.(value) === false)
    throw new Refusal(60025, `${name} is malformed`);
}
