import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Sdk What the host borrows from an installed `@pulumi/pulumi`.
 * @property {typeof import("@grpc/grpc-js")} grpc
 * @property {typeof import("@pulumi/pulumi/proto/language_pb.js")} language
 * @property {typeof import("@pulumi/pulumi/proto/plugin_pb.js")} plugin
 * @property {typeof import("google-protobuf/google/protobuf/empty_pb.js").Empty} Empty
 * @property {import("@grpc/grpc-js").ServiceDefinition} LanguageRuntimeService
 * @property {string} version
 */

const MANIFEST = "@pulumi/pulumi/package.json";
const ownFolder = dirname(fileURLToPath(import.meta.url));

/**
 * Takes gRPC and the protocol's messages from the SDK that belongs to the program, so that both sides come from one
 * release, or else from the SDK of the repository that this file lies in.
 *
 * @param {string} folder
 * @returns {Sdk}
 */
export function loadSdk(folder) {
  const manifest = findInProject(folder, MANIFEST) ?? findInProject(ownFolder, MANIFEST);
  if (manifest === undefined) {
    throw new Error(
      `@pulumi/pulumi is not installed in ${folder}, nor beside this language host. Run \`npm install\` there.`,
    );
  }
  // From the SDK's own folder: gRPC and protobuf are its dependencies, and a package manager may nest them.
  const require = createRequire(manifest);
  return {
    grpc: require("@grpc/grpc-js"),
    language: require("./proto/language_pb.js"),
    plugin: require("./proto/plugin_pb.js"),
    Empty: require("google-protobuf/google/protobuf/empty_pb.js").Empty,
    LanguageRuntimeService: require("./proto/language_grpc_pb.js").LanguageRuntimeService,
    version: require("./package.json").version,
  };
}

/**
 * @param {string} folder
 * @param {string} module
 * @returns {string | undefined} the file that a program in this folder would load
 */
export function findInProject(folder, module) {
  try {
    return createRequire(join(folder, "noop.js")).resolve(module);
  } catch {
    return undefined;
  }
}
