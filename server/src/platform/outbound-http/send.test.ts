import http from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OutboundFailed, sendOutside } from "./send.ts";

const limits = { timeoutMs: 5000, maxAnswerBytes: 1000 };
let url = "";
const server = http.createServer((request, response) => {
  if (request.url === "/redirect") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (request.url === "/long") response.end("x".repeat(100_000));
  // Never answers.
  else if (request.url !== "/silent") request.pipe(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("sends and reads", async () => {
  expect(await sendOutside(`${url}/echo`, { method: "POST", body: "hello", ...limits })).toMatchObject({ status: 200, text: "hello" });
});

it("follows no redirect and reads no more than allowed", async () => {
  expect((await sendOutside(`${url}/redirect`, { method: "GET", ...limits })).status).toBe(302);
  expect((await sendOutside(`${url}/long`, { method: "GET", ...limits })).text).toHaveLength(1000);
});

it("names the host and the reason when there is no answer", async () => {
  await expect(sendOutside("http://127.0.0.1:1/", { method: "GET", ...limits })).rejects.toThrow(
    /^127\.0\.0\.1:1 cannot be reached: .*(refused|ECONNREFUSED|bad port)/,
  );
  await expect(sendOutside(`${url}/silent`, { method: "GET", ...limits, timeoutMs: 50 })).rejects.toThrow(OutboundFailed);
});
