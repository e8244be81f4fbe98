import { createServer, request as send, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { collectOf, requestData } from "./request-data.ts";
import { factsOf } from "./request-facts.ts";

/** A request as Node parses it. */
async function incoming(path: string, headers: Record<string, string>, remember: (request: IncomingMessage) => unknown): Promise<unknown> {
  let result: unknown;
  const server = createServer((request, response) => {
    result = remember(request);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await new Promise<void>((resolve) => send({ port, host: "127.0.0.1", path, headers }, (response) => response.resume().on("end", resolve)).end());
  server.close();
  return result;
}

const HEADERS = {
  host: "shop.example.com",
  cookie: "sid=1; theme=dark",
  authorization: "Bearer x",
  "x-forwarded-for": "203.0.113.7, 10.0.0.1",
  accept: "text/html",
};
const body = { cart: 77 };

test("nothing personal by default", async () => {
  const data = await incoming("/pay?coupon=1", HEADERS, (request) => requestData(factsOf(request), collectOf(), body));
  expect(data).toEqual({
    url: "http://shop.example.com/pay",
    method: "GET",
    query_string: "coupon=1",
    headers: { host: "shop.example.com", accept: "text/html", connection: "keep-alive" },
  });
});

test("everything with sendDefaultPii", async () => {
  const data = await incoming("/pay", HEADERS, (request) => requestData(factsOf(request), collectOf(true), body));
  expect(data).toMatchObject({ cookies: { sid: "1", theme: "dark" }, headers: { authorization: "Bearer x" }, env: { REMOTE_ADDR: "203.0.113.7" }, data: body });
});

test("collect decides one by one", async () => {
  const data = await incoming("/pay?coupon=1", HEADERS, (request) =>
    requestData(factsOf(request), collectOf(true, { body: false, query: false, ip: false }), body),
  );
  expect(data).not.toHaveProperty("data");
  expect(data).not.toHaveProperty("query_string");
  expect(data).not.toHaveProperty("env");
});

test.each([
  ["a text that is too long", "x".repeat(10_001)],
  ["bytes", Buffer.from("x")],
  [
    "something circular",
    (() => {
      const loop: Record<string, unknown> = {};
      loop["self"] = loop;
      return loop;
    })(),
  ],
])("a body that is %s is left out whole", async (_, large) => {
  expect(await incoming("/", HEADERS, (request) => requestData(factsOf(request), collectOf(true), large))).not.toHaveProperty("data");
});
