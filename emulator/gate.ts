import type { App, Apps } from "./apps";
import { type ErrorCode, Refusal } from "./errors";

interface QueryRule {
  readonly name: string;
  /** Answered when the parameter is not there. */
  readonly missing: ErrorCode;
  /** Answered when it is there without a value. */
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
    missing: 60025,
    empty: 60025,
    form: /^\d{1,10}$/,
    accepts: (value) => Number(value) <= maxUint32,
  },
  { name: "contenttype", missing: 60025, empty: 60025, form: /^json$/ },
];

/**
 * Lets a call in: the query is complete, the UserSig good, and the caller an app admin.
 * @returns the app that the call is for
 * @throws Refusal
 */
export function admit(query: URLSearchParams, apps: Apps, nowMs: number): App {
  for (const rule of queryRules) checkParameter(rule, query.get(rule.name));
  const identifier = query.get("identifier") ?? "";
  const app = apps.get(Number(query.get("sdkappid")));
  if (app === undefined) throw new Refusal(70020);
  app.verifier.verify(query.get("usersig") ?? "", identifier, nowMs);
  if (!app.admins.has(identifier)) throw new Refusal(60010);
  return app;
}

function checkParameter({ name, missing, empty, form, accepts }: QueryRule, value: string | null): void {
  if (value === null) throw new Refusal(missing, `${name} is missing`);
  if (value === "") throw new Refusal(empty, `${name} is empty`);
  if (form?.test(value) === false || accepts?.(value) === false)
    throw new Refusal(60025, `${name} is malformed`);
}
