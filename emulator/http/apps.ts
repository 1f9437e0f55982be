import { World } from "../model/world";
import type { EmulatorApp } from "../options";
import { CallRates } from "./call-rates";
import { FailedUserSigs } from "./failed-usersigs";
import type { Region } from "./regions";
import { UserSigVerifier } from "./usersig";

export interface App {
  readonly sdkAppId: number;
  /** Identifiers that may call the REST API. */
  readonly admins: Set<string>;
  readonly verifier: UserSigVerifier;
  readonly failedUserSigs: FailedUserSigs;
  readonly rates: CallRates;
  /** Undefined: any. */
  readonly region: Region | undefined;
  world: World;
}

/** The apps served, by SDKAppID. */
export type Apps = ReadonlyMap<number, App>;

export function createApps(given: readonly EmulatorApp[]): Apps {
  const apps = new Map<number, App>();
  for (const { sdkAppId, secretKey, identifier, region } of given) {
    const admins = new Set<string>();
    const app = apps.get(sdkAppId) ?? {
      sdkAppId,
      admins,
      verifier: new UserSigVerifier(sdkAppId, secretKey),
      failedUserSigs: new FailedUserSigs(),
      rates: new CallRates(),
      region,
      world: new World(admins),
    };
    app.admins.add(identifier);
    apps.set(sdkAppId, app);
  }
  return apps;
}
