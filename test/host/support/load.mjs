// A pipeline's load in a process of its own: calls through the built client, as many at once as it is told.
import { createRequire } from "node:module";

const [clientModule, commandsModule, options, count, concurrency] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const { Client } = load(clientModule);
const { addRobots } = load(commandsModule);
const client = new Client(JSON.parse(options));

let next = 0;
const worker = async () => {
  while (next < Number(count)) {
    const account = `bot-${next++}`;
    await client.call(addRobots, { GroupId: "live", Member_Account: [account] });
  }
};
const started = process.hrtime.bigint();
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
process.stdout.write(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - started) / 1e6 }));
