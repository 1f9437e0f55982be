/** Types of the one call that is used of the package `tls-sig-api-v2`, which brings none. */
declare module "tls-sig-api-v2" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** @param expireSeconds lifetime of the UserSig in seconds */
    genUserSig(identifier: string, expireSeconds: number): string;
  }
}
