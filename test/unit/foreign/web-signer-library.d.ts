/** Types of what is used of Tencent's signer for web pages, which brings none. */
declare module "@tencentcloud/call-uikit-wx/debug/lib-generate-test-usersig-es.min.js" {
  export default class {
    constructor(sdkAppId: number, secretKey: string, expireSeconds: number);
    /** Prints what it signs, the key too. Empty when a parameter is of another type. */
    genTestUserSig(userId: string): string;
    /** Inflates a UserSig and prints its JSON after "validate ret="; checks nothing. */
    validate(userSig: string): void;
  }
}
