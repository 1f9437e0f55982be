#!/usr/bin/env node
import { manifest } from "../manifest";
import { Engine } from "./engine";
import { serve } from "./server";

const usage = `This is the Pulumi provider plug-in of pulumi-tencent-chat. The Pulumi engine starts it; a person does not.

To use it, name the folder of its executable in Pulumi.yaml:

  plugins:
    providers:
      - name: tencent-chat
        path: node_modules/pulumi-tencent-chat/plugin

or generate an SDK in your program's language with \`pulumi package add ./node_modules/pulumi-tencent-chat/plugin\`.
`;

async function main(): Promise<void> {
  // Flags of the engine's own logging may stand before its address.
  const address = process.argv.slice(2).at(-1) ?? "";
  if (address === "--version") {
    process.stdout.write(`${manifest.version}\n`);
    return;
  }
  if (!/:\d+$/.test(address)) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const engine = new Engine(address);
  const port = await serve(engine.tell);
  process.stdout.write(`${port}\n`);
  engine.whenGone(() => process.exit());
}

void main();
