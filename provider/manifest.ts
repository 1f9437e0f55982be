/** This package's package.json, loaded by the package's name, since the compiled file is in another folder than this one. */
export const manifest = require("pulumi-tencent-chat/package.json") as {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
};
