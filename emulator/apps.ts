import { CallRates } from "./call-rates";
import type { EmulatorApp } from "./options";
import { UserSigVerifier } from "./usersig";
import { World } from "./world";

export interface App {
  readonly sdkAppId: number;
  /** Identifiers that may call the REST API. */
  readonly admins: Set<string>;
  readonly verifier: UserSigVerifier;
  readonly rates: CallRates;
  world: World;
}

/** The apps served, by SDKAppID. */
export type Apps = ReadonlyMap<number, App>;

export function createApps(given: readonly EmulatorApp[]): Apps {
  const apps = new Map<number, App>();
  for (const { sdkAppId, secretKey, identifier } of given) {
    const app = apps.get(sdkAppId) ?? {
      sdkAppId,
      admins: new Set(),
      verifier: new UserSigVerifier(sdkAppId, secretKey),
      rates: new CallRates(),
      world: new World(),
    };
    app.admins.add(identifier);
    apps.set(sdkAppId, app);
  }
  return apps;
}
