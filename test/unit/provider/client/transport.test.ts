import assert from "node:assert/strict";
import { Agent, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { Duplex } from "node:stream";
import { openPool } from "../../../../provider/client/connections";
import { type FaultKind, TransportFault } from "../../../../provider/client/faults";
import { httpTransport } from "../../../../provider/client/transport";
import { listening, serve } from "../../../support/listening";

const timeout = 250;

/** The fault of one request to a server that behaves like this. */
async function faultOf(listener: RequestListener, milliseconds = timeout): Promise<TransportFault> {
  const server = await serve(listener);
  try {
    await httpTransport(server.url, milliseconds).send(`${server.url}/v4/x?usersig=hidden`, "{}");
  } catch (error) {
    assert.ok(error instanceof TransportFault, String(error));
    assert.ok(!String(error.stack).includes("hidden"));
    assert.equal(error.cause, undefined);
    return error;
  } finally {
    await server.stop();
  }
  return assert.fail("the request succeeded");
}

/** The fault of a request whose connection ends by this error. */
async function faultOfConnection(error: Error): Promise<TransportFault> {
  const agent = new Agent();
  agent.createConnection = () => {
    const connection = new Duplex({ read: () => {}, write: () => {} });
    setImmediate(() => connection.destroy(error));
    return connection;
  };
  const transport = httpTransport("http://127.0.0.1", timeout, () => Promise.resolve(agent));
  const fault = await transport.send("http://127.0.0.1", "{}").catch((caught: unknown) => caught);
  assert.ok(fault instanceof TransportFault, String(fault));
  return fault;
}

describe("the transport", () => {
  it("posts JSON, and gives status and text of the answer", async () => {
    const server = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => {
        body += String(chunk);
      });
      request.on("end", () => {
        response.statusCode = 418;
        response.end(`${request.method} ${request.url} ${request.headers["content-type"]} ${body}`);
      });
    });
    try {
      const answer = await httpTransport(server.url, timeout).send(`${server.url}/a?b=1`, '{"é":1}');
      assert.deepEqual(answer, { status: 418, text: 'POST /a?b=1 application/json {"é":1}' });
    } finally {
      await server.stop();
    }
  });

  it("keeps connections alive, opens no more than are needed at once, and at most 64", async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => response.end("{}"), 20);
    });
    try {
      const transport = httpTransport(server.url, 5_000);
      const send = () => transport.send(server.url, "{}");
      for (let call = 0; call < 5; call++) await send();
      assert.equal(server.connections, 1);
      await Promise.all(Array.from({ length: 200 }, send));
      assert.ok(server.connections <= 64, String(server.connections));
    } finally {
      await server.stop();
    }
  });

  const timeouts: readonly [string, RequestListener][] = [
    ["accepts and stays silent", () => {}],
    [
      "sends headers and never a body",
      (_request, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.flushHeaders();
      },
    ],
    [
      "drips a byte now and then",
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(" "), 40);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ];
  for (const [name, listener] of timeouts) {
    it(`gives up in time on a server that ${name}`, async () => {
      assert.equal((await faultOf(listener)).kind, "timeout");
    });
  }

  const faults: readonly [string, FaultKind, RequestListener][] = [
    ["breaks the connection before it answers", "broken", (request) => request.socket.destroy()],
    [
      "ends before the length that it announced",
      "cut",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"Err', () => response.socket?.end());
      },
    ],
    [
      "cuts a chunked answer off",
      "cut",
      (_request, response) => {
        response.writeHead(200);
        response.write('{"Err', () => response.socket?.destroy());
      },
    ],
    [
      "answers with more than 4 MB",
      "tooLarge",
      (_request, response) => {
        response.end("x".repeat(4 * 1024 * 1024 + 1));
      },
    ],
  ];
  for (const [name, kind, listener] of faults) {
    it(`calls it "${kind}" when the server ${name}`, async () => {
      assert.equal((await faultOf(listener, 10_000)).kind, kind);
    });
  }

  it("takes an answer of 4 MB", async () => {
    const server = await serve((_request, response) => {
      response.end("x".repeat(4 * 1024 * 1024));
    });
    try {
      const { text } = await httpTransport(server.url, 5_000).send(server.url, "{}");
      assert.equal(text.length, 4 * 1024 * 1024);
    } finally {
      await server.stop();
    }
  });

  it("does not follow a redirect, which would hand the UserSig to another host", async () => {
    let followed = false;
    const other = await serve((_request, response) => {
      followed = true;
      response.end("{}");
    });
    const server = await serve((_request, response) => {
      response.writeHead(307, { location: `${other.url}/` });
      response.end();
    });
    try {
      const answer = await httpTransport(server.url, timeout).send(server.url, "{}");
      assert.equal(answer.status, 307);
      assert.equal(followed, false);
    } finally {
      await server.stop();
      await other.stop();
    }
  });

  it("says that nobody listens, with the system's code", async () => {
    const server = await serve(() => {});
    await server.stop();
    const fault = await httpTransport(server.url, timeout)
      .send(server.url, "{}")
      .catch((error) => error);
    assert.ok(fault instanceof TransportFault);
    assert.equal(fault.kind, "refused");
    assert.equal(fault.message, "could not connect (ECONNREFUSED)");
  });

  const codes: readonly [FaultKind, readonly string[]][] = [
    ["refused", ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ERR_CONNECT_TIMEOUT"]],
    ["dns", ["ENOTFOUND", "EAI_AGAIN"]],
    ["timeout", ["ETIMEDOUT"]],
    ["broken", ["ECONNRESET", "EPIPE"]],
    [
      "tls",
      [
        "CERT_HAS_EXPIRED",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "ERR_TLS_CERT_ALTNAME_INVALID",
        "ERR_SSL_WRONG_VERSION_NUMBER",
        "HOSTNAME_MISMATCH",
        "EPROTO",
      ],
    ],
  ];
  for (const [kind, ofKind] of codes) {
    it(`calls it "${kind}" when a connection ends by ${ofKind.join(", ")}`, async () => {
      for (const code of ofKind) {
        const fault = await faultOfConnection(Object.assign(new Error("of the system"), { code }));
        assert.deepEqual([fault.kind, fault.detail], [kind, code]);
      }
    });
  }

  it('calls it "broken" when a connection ends and nobody says why', async () => {
    for (const error of [new Error("why?"), Object.assign(new Error("why?"), { code: 7 })]) {
      const fault = await faultOfConnection(error);
      assert.equal(fault.message, "the connection broke");
    }
  });

  it("is not at fault before it is asked to send, when there is no pool", async () => {
    const transport = httpTransport("https://host", timeout, () =>
      Promise.reject(new TransportFault("proxy")),
    );
    await transport.open();
    await assert.rejects(transport.send("https://host", "{}"), { kind: "proxy" });
  });

  it("says that a name does not resolve", async () => {
    const url = "https://no-such-host.invalid";
    const fault = await httpTransport(url, 5_000)
      .send(url, "{}")
      .catch((error) => error);
    assert.ok(fault instanceof TransportFault);
    assert.equal(fault.kind, "dns");
  });

  it("gives up a TLS connection that does not come about long before the request's time is over", async () => {
    const silent = await listening(createTcpServer());
    const url = `https://127.0.0.1:${silent.port}`;
    try {
      const agent = await openPool(url, 100);
      const transport = httpTransport(url, 60_000, () => Promise.resolve(agent));
      const fault = await transport.send(url, "{}").catch((error) => error);
      assert.ok(fault instanceof TransportFault);
      assert.equal(fault.kind, "refused");
      assert.match(fault.message, /ERR_CONNECT_TIMEOUT/);
    } finally {
      await silent.stop();
    }
  });

  it("does not take an idle connection for one that did not come about", async () => {
    const server = await serve((_request, response) => {
      response.end("{}");
    });
    try {
      const agent = await openPool(server.url, 30);
      const transport = httpTransport(server.url, 5_000, () => Promise.resolve(agent));
      await transport.send(server.url, "{}");
      await new Promise((resolve) => setTimeout(resolve, 90));
      await transport.send(server.url, "{}");
      assert.equal(server.connections, 1);
      agent.destroy();
    } finally {
      await server.stop();
    }
  });
});
