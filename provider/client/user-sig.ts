import { Api } from "tls-sig-api-v2";

/** A UserSig is renewed after this fraction of its lifetime, so that none expires on its way to the service. */
const renewAfter = 0.9;

export interface SignerOptions {
  readonly sdkAppId: number;
  readonly secretKey: string;
  readonly identifier: string;
  /** Lifetime of a UserSig in seconds. */
  readonly userSigTtlSeconds: number;
}

/** Signs the UserSig of the app admin and caches it until it has to be renewed. */
export class UserSigSigner {
  readonly #sign: () => string;
  readonly #lifetime: number;
  readonly #now: () => number;
  readonly #signed: (userSig: string) => void;
  #current: { readonly userSig: string; readonly renewAt: number } | undefined;

  /**
   * @param now the time in milliseconds
   * @param signed receives each new UserSig, so that the caller can keep it out of messages
   */
  constructor(options: SignerOptions, now: () => number, signed: (userSig: string) => void) {
    const api = new Api(options.sdkAppId, options.secretKey);
    this.#sign = () => api.genUserSig(options.identifier, options.userSigTtlSeconds);
    this.#lifetime = options.userSigTtlSeconds * 1000;
    this.#now = now;
    this.#signed = signed;
  }

  userSig(): string {
    if (this.#current === undefined || this.#now() >= this.#current.renewAt) {
      const userSig = this.#sign();
      this.#signed(userSig);
      this.#current = { userSig, renewAt: this.#now() + this.#lifetime * renewAfter };
    }
    return this.#current.userSig;
  }

  /** Drops a UserSig that the service did not accept; many callers may report the same one. */
  reject(userSig: string): void {
    if (this.#current?.userSig === userSig) this.#current = undefined;
  }
}
