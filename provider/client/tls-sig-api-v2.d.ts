/** Types of the only part of `tls-sig-api-v2` that the client uses; the package has no types. */
declare module "tls-sig-api-v2" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** @param expireSeconds lifetime of the UserSig in seconds */
    genUserSig(identifier: string, expireSeconds: number): string;
  }
}
