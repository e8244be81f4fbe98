import { connect, createServer, type ClientHttp2Session, type Http2Server, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { addBreadcrumb, captureException, close, getRequestScope, init, setTag } from "@vedette/node";
import { watchListener } from "@vedette/node/http";
import { createMemoryClient, eventsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { afterEach, beforeEach, expect, test } from "vitest";

// Many requests share one connection, and their frames come mixed.

const NAMES = Array.from({ length: 40 }, (_, index) => `/${index}`);
const TRACE = "771a43a4192642f0b136d5159a501700";

let memory: MemoryClient;
let server: Http2Server;
let session: ClientHttp2Session;

beforeEach(() => {
  memory = createMemoryClient();
  init({ dsn: "http://0123456789abcdef0123456789abcdef@vedette.invalid/1", httpClient: memory, tracesSampleRate: 1, collect: { ip: true } });
});
afterEach(async () => {
  session.destroy();
  server.close();
  await close(0);
});

async function serve(made: Http2Server): Promise<void> {
  server = made;
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  session = connect(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
}

const get = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ":path": path, "sentry-trace": `${TRACE}-1234567890abcdef-1` });
    stream.resume().once("end", resolve).once("error", reject).end();
  });

/** Resolves when all have come, so that each goes on while the others wait. */
function meeting(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === NAMES.length) for (const go of waiting) go();
    });
}

const facts = (): unknown[] =>
  eventsOf(memory.envelopes)
    .map(({ tags, exception, breadcrumbs = [] }) => [tags?.["path"], exception?.values[0]?.value, breadcrumbs.map(({ message }) => message)])
    .toSorted((a, b) => Number(String(a[0]).slice(1)) - Number(String(b[0]).slice(1)));

const expected = NAMES.map((name) => [name, name, [name]]);

test("requests on one connection have scopes and transactions of their own", async () => {
  const together = meeting();
  const answer = async (request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> => {
    setTag("path", request.url);
    addBreadcrumb({ message: request.url });
    await together();
    expect(getRequestScope(request)?.getScopeData().tags["path"]).toBe(request.url);
    captureException(new Error(request.url));
    response.writeHead(request.url === "/7" ? 503 : 200).end();
  };
  await serve(createServer((request, response) => void answer(request, response)));
  await Promise.all(NAMES.map(get));
  await expect.poll(() => memory.envelopes.flatMap(({ items }) => items).filter(({ type }) => type === "transaction")).toHaveLength(NAMES.length);
  await expect.poll(facts).toEqual(expected);
  const [event] = eventsOf(memory.envelopes);
  expect(event).toMatchObject({
    request: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\d+$/), method: "GET", headers: { "sentry-trace": expect.any(String) } },
    user: { ip_address: "127.0.0.1" },
  });
  expect(Object.keys(event?.request?.headers ?? {}).filter((name) => name.startsWith(":"))).toEqual([]);
  expect(transactionsOf(memory.envelopes).find(({ transaction }) => transaction === "GET /7")).toMatchObject({
    contexts: { trace: { trace_id: TRACE, parent_span_id: "1234567890abcdef", status: "unavailable" }, response: { status_code: 503 } },
  });
});

test("a listener that is watched has the same scopes", async () => {
  const together = meeting();
  const listener = watchListener(async (request, response) => {
    setTag("path", request.url);
    addBreadcrumb({ message: String(request.url) });
    await together();
    response.writeHead(500).end();
    throw new Error(request.url);
  });
  await serve(createServer((request, response) => void Reflect.apply(listener, undefined, [request, response]).catch(() => undefined)));
  await Promise.all(NAMES.map(get));
  await expect.poll(facts).toEqual(expected);
});
