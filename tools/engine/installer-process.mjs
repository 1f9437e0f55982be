import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";

const [folder, version] = process.argv.slice(2);
const sdk = createRequire(createRequire(join(root, "package.json")).resolve("@pulumi/pulumi/package.json"));
const { PulumiCommand } = sdk("./automation");
const { SemVer } = sdk("semver");

try {
  await PulumiCommand.install({ root: folder, version: new SemVer(version) });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
