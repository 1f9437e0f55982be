import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import fetch from "node-fetch";

const load = createRequire(import.meta.url);
const { Client } = load("../../dist/provider/client/client.js");
const { addRobots } = load("../../dist/provider/client/commands.js");

const body = { GroupId: "@TGS#a6I4ZUUGO", Member_Account: ["bot1", "bot2"] };

/** @typedef {{ call: () => Promise<unknown>, end: () => void }} Side */

/**
 * This package's client, with a call rate limit that it never reaches.
 *
 * @param {string} baseUrl
 * @returns {Side}
 */
export function ourClient(baseUrl) {
  const client = new Client({
    sdkAppId: 1400000000,
    secretKey: "0123456789abcdef0123456789abcdef",
    identifier: "administrator",
    baseUrl,
    requestsPerSecond: 1_000_000,
    maxAttempts: 1,
    timeoutSeconds: 10,
    userSigTtlSeconds: 86_400,
  });
  return { call: () => client.call(addRobots, body), end: () => {} };
}

const path =
  "/v4/group_open_avchatroom_http_svc/add_robots" +
  `?sdkappid=1400000000&identifier=administrator&usersig=${"x".repeat(180)}&random=1&contenttype=json`;
const text = JSON.stringify(body);

function pool() {
  return new Agent({ keepAlive: true, maxSockets: 64, scheduling: "lifo" });
}

/**
 * The HTTP library of the client, alone.
 *
 * @param {string} baseUrl
 * @returns {Side}
 */
export function fetchLoop(baseUrl) {
  const agent = pool();
  const headers = { "content-type": "application/json" };
  return {
    call: async () => {
      const response = await fetch(`${baseUrl}${path}`, { method: "POST", body: text, headers, agent });
      return JSON.parse(await response.text());
    },
    end: () => agent.destroy(),
  };
}

/**
 * The cheapest possible call: node:http with a pool of kept-alive connections. It sends the same body and parses the answer.
 *
 * @param {string} baseUrl
 * @returns {Side}
 */
export function bareLoop(baseUrl) {
  const agent = pool();
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return {
    call: () =>
      new Promise((resolve, reject) => {
        const sent = request(`${baseUrl}${path}`, { method: "POST", agent, headers }, (response) => {
          /** @type {Buffer[]} */
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
        });
        sent.on("error", reject);
        sent.end(text);
      }),
    end: () => agent.destroy(),
  };
}
