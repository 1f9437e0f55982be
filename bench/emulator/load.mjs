// The load generator, in its own process. Each of its kept-alive sockets sends a ready-made request, reads the answer and sends the
// next. It does as little as possible, and the same for each side.
import { once } from "node:events";
import { connect } from "node:net";

/** @typedef {{ port: number, requests: string[], count: number, concurrency: number }} Work */
/** @typedef {{ seconds: number, wrong: number }} Done `wrong` counts answers other than a success */

const endOfHead = "\r\n\r\n";

/**
 * @param {Work} work
 * @returns {Promise<Done>}
 */
async function load({ port, requests, count, concurrency }) {
  const sockets = await Promise.all(
    Array.from({ length: concurrency }, async () => {
      const socket = connect(port, "127.0.0.1").setNoDelay();
      await once(socket, "connect");
      return socket.setEncoding("latin1");
    }),
  );
  let sent = 0;
  let wrong = 0;
  const started = process.hrtime.bigint();
  await Promise.all(
    sockets.map(async (socket) => {
      let read = "";
      /** @param {() => void} resolve */
      const sendOn = (resolve) => {
        if (sent === count) return resolve();
        socket.write(requests[sent % requests.length] ?? "");
        sent += 1;
      };
      /** @type {Promise<void>} */
      const worked = new Promise((resolve, reject) => {
        socket.on("error", reject);
        socket.on("close", () => reject(new Error("the server closed a connection")));
        socket.on("data", (chunk) => {
          read += chunk;
          if (!isWhole(read)) return;
          if (!read.startsWith("HTTP/1.1 200 ") || !read.includes('"ErrorCode":0,')) wrong += 1;
          read = "";
          sendOn(resolve);
        });
        sendOn(resolve);
      });
      await worked;
      socket.removeAllListeners("close").destroy();
    }),
  );
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, wrong };
}

/** @param {string} read */
function isWhole(read) {
  const end = read.indexOf(endOfHead);
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(read);
  return read.length >= end + endOfHead.length + Number(length?.[1]);
}

process.on("message", (/** @type {Work} */ work) => {
  load(work).then(
    (done) => process.send?.(done),
    (error) => {
      throw error;
    },
  );
});
process.on("disconnect", () => process.exit());
