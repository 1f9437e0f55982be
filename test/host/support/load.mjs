// A pipeline's load in a process of its own: calls through the built client, as many at once as it is told.
import { createRequire } from "node:module";

const [clientModule, commandsModule, options, command, count, concurrency] = process.argv.slice(2);
const load = createRequire(import.meta.url);
const { Client } = load(clientModule);
const commands = load(commandsModule);
const client = new Client(JSON.parse(options));

/** A request about one account, by the name of its command. */
const requests = {
  addRobots: (account) => ({ GroupId: "live", Member_Account: [account] }),
  addLiveRobots: () => ({ RoomId: "show", RobotList_Account: ["bot"] }),
};

let next = 0;
const worker = async () => {
  while (next < Number(count)) {
    await client.call(commands[command], requests[command](`bot-${next++}`));
  }
};
const started = process.hrtime.bigint();
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
process.stdout.write(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - started) / 1e6 }));
