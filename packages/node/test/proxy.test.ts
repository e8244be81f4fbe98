import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import path from "node:path";
import { eventsOf, startFakeIngest, type FakeIngest } from "@vedette/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNodeHttpClient } from "../src/transport/node-http-client.ts";

/** Self-signed for `localhost`, with its key. */
const CERTIFICATE = path.join(import.meta.dirname, "services/localhost.pem");
const pem = readFileSync(CERTIFICATE, "utf8");
const CREDENTIALS = `Basic ${Buffer.from("ada:secret").toString("base64")}`;

let ingest: FakeIngest;
/** The same by TLS. */
let secure: Server;
let proxy: Server;
let asked: string[];

beforeEach(async () => {
  ingest = await startFakeIngest();
  const passOn = (from: IncomingMessage, respond: (answer: IncomingMessage) => void): void => {
    from.pipe(request(`${ingest.url}${from.url?.replace(/^http:\/\/[^/]*/, "") ?? ""}`, { method: "POST", headers: from.headers }, respond));
  };
  secure = createSecureServer({ key: pem, cert: pem }, (from, response) => passOn(from, (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 0))));
  asked = [];
  proxy = createServer((from, response) => {
    asked.push(`${from.method} ${from.url} ${from.headers["proxy-authorization"]}`);
    passOn(from, (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 0)));
  });
  proxy.on("connect", (from, socket, head) => {
    asked.push(`CONNECT ${from.url} ${from.headers["proxy-authorization"]}`);
    const target = connect(portOf(secure), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on("error", () => target.destroy());
  });
  await Promise.all([secure, proxy].map((server) => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))));
});
afterEach(async () => {
  for (const server of [secure, proxy]) {
    server.closeAllConnections();
    server.close();
  }
  await ingest.stop();
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const proxyUrl = (): string => `http://ada:secret@127.0.0.1:${portOf(proxy)}`;
const dsn = (): string => ingest.dsn.replace(/^http:(.*@)[^/]*/, `https:$1localhost:${portOf(secure)}`);
const { signal } = new AbortController();
const envelope = '{"event_id":"1fdcb8318f674377b1aeffbd74e5aaa5"}\n{"type":"event"}\n{"message":"by a proxy"}\n';

describe("the client of the SDK", () => {
  test("asks a proxy for an address without TLS", async () => {
    const client = createNodeHttpClient({ proxy: proxyUrl() });
    expect(await client.post(`${ingest.url}/api/42/envelope/`, {}, envelope, { signal })).toMatchObject({ status: 200 });
    expect(asked).toEqual([`POST ${ingest.url}/api/42/envelope/ ${CREDENTIALS}`]);
    await client.stop?.();
  });

  test("asks it for a tunnel to one with TLS, once for many posts", async () => {
    const client = createNodeHttpClient({ proxy: proxyUrl(), caCerts: pem });
    const url = `https://localhost:${portOf(secure)}/api/42/envelope/`;
    for (let round = 0; round < 3; round++) expect(await client.post(url, {}, envelope, { signal })).toMatchObject({ status: 200 });
    expect(asked).toEqual([`CONNECT localhost:${portOf(secure)} ${CREDENTIALS}`]);
    await client.stop?.();
  });

  test("trusts nobody whose authority is not named", async () => {
    const client = createNodeHttpClient({ proxy: proxyUrl() });
    await expect(client.post(`https://localhost:${portOf(secure)}/api/42/envelope/`, {}, envelope, { signal })).rejects.toThrow(/self-signed/);
    await client.stop?.();
  });
});

test.each(["tunnel", "plain"] as const)("what a process says last goes by the proxy of the environment, too: %s", async (kind) => {
  const args = ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "programs/exit-at-once.mjs")];
  const address = kind === "tunnel" ? { SENTRY_DSN: dsn(), https_proxy: proxyUrl() } : { SENTRY_DSN: ingest.dsn, http_proxy: proxyUrl() };
  const child = spawn(process.execPath, args, { stdio: "ignore", env: { PATH: process.env["PATH"], NODE_EXTRA_CA_CERTS: CERTIFICATE, ...address } });
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(7);
  expect(eventsOf(ingest.envelopes).map((event) => event.exception?.values[0]?.value)).toEqual(["last words"]);
  expect(asked.length).toBeGreaterThan(0);
  for (const line of asked) expect(line).toMatch(kind === "tunnel" ? /^CONNECT localhost:/ : /^POST http:/);
});
