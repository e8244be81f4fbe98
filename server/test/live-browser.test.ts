import http from "node:http";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumFlags, chromiumPath } from "../../tools/chromium.ts";
import { api, eventDetail, newProject, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { listAt, pick, recordAt, textAt } from "./json-path.ts";

// @sentry/browser 11 in a real browser. The page comes from another origin than the server, so every request is held to CORS.

let server: Server;
let project: Project;
let browser: Browser;
let shop: { readonly origin: string; close(): void };

beforeAll(async () => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium on this machine; node tools/ensure-chromium.ts tells what to do");
  server = await startServer();
  project = await newProject(server, "live browser");
  shop = await serveShop(project.dsn);
  browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await server?.[Symbol.asyncDispose]();
});

/** Bundles programs/page.js as an application's build would and serves it with the DSN in the page. */
async function serveShop(dsn: string): Promise<{ origin: string; close(): void }> {
  const bundle = await rolldown({ input: path.join(import.meta.dirname, "programs/page.js"), platform: "browser", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "iife" });
  await bundle.close();
  const page = `<!doctype html><title>Shop</title><button id="buy">Buy</button><script>globalThis.shopDsn=${JSON.stringify(dsn)}</script><script src="/shop.js"></script>`;
  const site = http.createServer((request, response) => {
    const script = request.url === "/shop.js";
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? output[0].code : page);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const address = site.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return { origin: `http://localhost:${address.port}`, close: () => site.close() };
}

interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Ids that the SDK announced, by message or last exception value. */
  readonly sent: Map<string, string>;
  /** Answers of our server to this page. */
  readonly answers: number[];
}

async function visit(): Promise<Visit> {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const sent = new Map<string, string>();
  const answers: number[] = [];
  page.on("console", (message) => {
    const [, id, what] = /^sending ([0-9a-f]{32}) (.*)$/.exec(message.text()) ?? [];
    if (id !== undefined && what !== undefined) sent.set(what, id);
  });
  page.on("response", (response) => {
    if (response.url().startsWith(server.url)) answers.push(response.status());
  });
  await page.goto(`${shop.origin}/cart?step=2`);
  return { page, sent, answers, [Symbol.asyncDispose]: () => page.close() };
}

async function stored(visited: Visit, what: string): Promise<unknown> {
  const id = await until(`the SDK sends "${what}"`, () => visited.sent.get(what));
  return until(`event ${id} (${what})`, () => eventDetail(server, project, id));
}

const entry = (event: unknown, type: string): unknown =>
  pick(
    listAt(event, "entries").find((candidate) => pick(candidate, "type") === type),
    "data",
  );
const tag = (event: unknown, key: string): unknown =>
  pick(
    listAt(event, "tags").find((candidate) => pick(candidate, "key") === key),
    "value",
  );

test("an uncaught error with breadcrumbs, page and browser", async () => {
  await using visited = await visit();
  await visited.page.click("#buy");
  const event = await stored(visited, "cart 77 is gone");

  const exception = recordAt(entry(event, "exception"), "values", -1);
  expect(exception).toMatchObject({ type: "TypeError", value: "cart 77 is gone", mechanism: { handled: false } });
  expect(pick(exception, "stacktrace", "frames", -1, "function")).toBe("openCart");
  expect(pick(exception, "stacktrace", "frames", -1, "absPath")).toBe(`${shop.origin}/shop.js`);
  const crumbs = listAt(entry(event, "breadcrumbs"), "values");
  expect(crumbs.map((crumb) => pick(crumb, "category"))).toEqual(expect.arrayContaining(["console", "shop", "ui.click"]));
  expect(pick(entry(event, "request"), "url")).toBe(`${shop.origin}/cart`);
  expect(pick(entry(event, "request"), "query")).toEqual([["step", "2"]]);
  expect(JSON.stringify(pick(entry(event, "request"), "headers"))).toMatch(/"User-Agent","[^"]*Chrome\//);
  await until("the page hears of it", () => visited.answers.includes(200));
});

test("an unhandled rejection", async () => {
  await using visited = await visit();
  await visited.page.evaluate("shop.reject()");
  const exception = recordAt(entry(await stored(visited, "no price for A-1"), "exception"), "values", -1);
  expect(exception).toMatchObject({ type: "RangeError", mechanism: { handled: false } });
});

test("a captured message with user and tags", async () => {
  await using visited = await visit();
  await visited.page.evaluate("shop.note()");
  const event = await stored(visited, "cart opened");
  expect(recordAt(event, "user")).toMatchObject({ id: "u-7" });
  expect(tag(event, "tenant")).toBe("acme");
});

test("feedback becomes an issue of its own with what the user wrote", async () => {
  await using visited = await visit();
  const id = String(await visited.page.evaluate("shop.feedback()"));
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const event = await until("the feedback", async () => {
    const answer = await api(server, project, `${projectPath(project)}/events/${id}/`);
    return answer.status === 200 ? answer.body : undefined;
  });
  expect(event).toMatchObject({ type: "feedback", title: "User Feedback", contexts: { feedback: { message: expect.stringMatching(/./) } } });
});

test("a refusal can be read by a page of another origin", async () => {
  await using visited = await visit();
  const wrongKey = project.dsn.replace(project.key, "f".repeat(32));
  const endpoint = `${server.url}/api/${project.id}/envelope/?sentry_key=${new URL(wrongKey).username}&sentry_version=7`;
  const answer: unknown = await visited.page.evaluate(
    `fetch(${JSON.stringify(endpoint)}, { method: "POST", headers: { "content-type": "application/x-sentry-envelope", "x-sentry-auth": "" }, body: "{}" }).then(async (r) => ({ status: r.status, text: await r.text() }))`,
  );
  expect(pick(answer, "status")).toBe(403);
  expect(textAt(answer, "text")).toContain("detail");
});
