import type { SignerOptions } from "../../../provider/client/user-sig";
import { at } from "./clock";

type Library = typeof import("@tencentcloud/call-uikit-wx/debug/lib-generate-test-usersig-es.min.js").default;

/**
 * Tencent's signer for web pages, of the published package `@tencentcloud/call-uikit-wx`: its HMAC, deflate and base64 are
 * its own, none of them Node's, so that nothing is shared with the emulator or with the signer that the client uses.
 */
export class WebSigner {
  readonly #library: Library;

  private constructor(library: Library) {
    this.#library = library;
  }

  static async load(): Promise<WebSigner> {
    const module = await import("@tencentcloud/call-uikit-wx/debug/lib-generate-test-usersig-es.min.js");
    return new WebSigner(module.default);
  }

  /** @param nowMs the time of signing in milliseconds, which it rounds to the nearest second */
  sign(options: SignerOptions, nowMs = Date.now()): string {
    const { sdkAppId, secretKey, identifier, userSigTtlSeconds } = options;
    const signer = new this.#library(sdkAppId, secretKey, userSigTtlSeconds);
    return at(nowMs, () => printed(() => signer.genTestUserSig(identifier)).value);
  }

  /** The JSON text within a UserSig, as this library reads it. */
  decode(userSig: string): string {
    const { lines } = printed(() => new this.#library(0, "", 0).validate(userSig));
    return lines.join("\n").replace(/^validate ret=/, "");
  }
}

/** Keeps what `work` prints: the library has no other way to give what it decoded, and shows keys. */
function printed<T>(work: () => T): { readonly value: T; readonly lines: readonly string[] } {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: unknown) => lines.push(String(line));
  try {
    return { value: work(), lines };
  } finally {
    console.log = log;
  }
}
