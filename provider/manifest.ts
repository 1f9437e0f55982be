/** This package's package.json, by the package's own name, because the compiled file does not lie where this one does. */
export const manifest = require("pulumi-tencent-chat/package.json") as {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
};
