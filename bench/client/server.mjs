// The server for the measurement, in its own process: answers every request with the same small success.
import { createServer } from "node:http";

const answer = JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "" });
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`${address.port}\n`);
});
