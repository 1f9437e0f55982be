import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A service that answers as a test tells it to. */
export interface Server {
  readonly url: string;
  /** How many were opened. */
  readonly connections: number;
  stop(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<Server> {
  let connections = 0;
  const server = createServer(listener);
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
