import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { textAt } from "../../server/test/json-path.ts";
import { jsonItem, sendEvent, sendItems } from "./send.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// Spans, logs and errors of one request, sent as SDKs send them, and found by going from one to the other.

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const [traceId, rootSpan, querySpan, transactionId] = [hex(16), hex(8), hex(8), hex(16)];

const here = freshServer(async ({ dsn }) => {
  await sendRequest(dsn);
});

async function sendRequest(dsn: string): Promise<void> {
  const now = Date.now() / 1000;
  const query = { trace_id: traceId, span_id: querySpan, parent_span_id: rootSpan, op: "db.query", description: "SELECT * FROM carts" };
  const transaction = {
    event_id: transactionId,
    type: "transaction",
    transaction: "POST /checkout",
    start_timestamp: now - 2,
    timestamp: now - 1,
    platform: "node",
    contexts: { trace: { trace_id: traceId, span_id: rootSpan, op: "http.server", status: "internal_error" } },
    spans: [{ ...query, start_timestamp: now - 1.8, timestamp: now - 1.6, data: { "db.system": "postgresql" } }],
  };
  const attributes = { attempt: { type: "integer", value: 3 } };
  const record = { timestamp: now - 1.5, trace_id: traceId, level: "error", severity_number: 17, body: "card was declined", attributes };
  await sendItems(dsn, transactionId, [
    jsonItem({ type: "transaction" }, transaction),
    jsonItem({ type: "log", item_count: 1, content_type: "application/vnd.sentry.items.log+json" }, { items: [record] }),
  ]);
  await sendEvent(dsn, {
    exception: { values: [{ type: "PaymentDeclined", value: "card was declined" }] },
    contexts: { trace: { trace_id: traceId, span_id: querySpan } },
  });
}

test("from the list to a trace, its spans, the error in them and back, and to what was logged meanwhile", async () => {
  const { page, complaints } = await openPage(here.browser, wide, here.session);
  const counts = async (): Promise<unknown> =>
    (await page.request.get(`${here.server.url}/api/0/organizations/default/trace-meta/${traceId}/?statsPeriod=1d`)).json();
  await expect.poll(counts, { timeout: 30_000 }).toMatchObject({ spansCount: 2, logsCount: 1, errorsCount: 1 });
  await page.goto(`${here.server.url}/traces`);
  await page.getByRole("link", { name: "POST /checkout" }).waitFor();
  await page.keyboard.press("/");
  const search = page.getByLabel("Search traces");
  await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
  await search.fill("span.op:http.server");
  await search.press("Enter");
  await page.waitForURL(/query=/u);
  await page.getByRole("button", { name: "By name" }).click();
  await page.getByRole("cell", { name: "100 %" }).waitFor();
  await page.getByRole("link", { name: "POST /checkout" }).click();
  await page.getByRole("list", { name: "Traces" }).getByRole("link", { name: "POST /checkout" }).click();

  await page.getByRole("heading", { level: 1, name: "POST /checkout" }).waitFor();
  const spans = page.getByRole("list", { name: "Spans" });
  await spans.getByRole("button", { name: "db.query SELECT * FROM carts" }).click();
  await spans.getByText("postgresql").waitFor();
  await page.getByRole("list", { name: "Logs of the trace" }).getByText("card was declined").waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await spans.getByRole("button", { name: "1 line within POST /checkout" }).click();
  await expect.poll(() => spans.getByRole("button", { name: /SELECT/u }).count()).toBe(0);
  await spans.getByRole("button", { name: "1 line within POST /checkout" }).click();

  await spans.getByRole("link", { name: /PaymentDeclined/u }).click();
  await page.getByRole("heading", { level: 1, name: "PaymentDeclined" }).waitFor();
  await page.getByText("2 spans, 1 error, 1 log record").waitFor();
  await page.getByRole("link", { name: "Logs", exact: true }).last().click();
  await page.getByRole("heading", { level: 1, name: "Logs" }).waitFor();
  await page.getByRole("button", { name: /card was declined/u }).click();
  await page.getByText("attempt", { exact: true }).waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: "Open its trace" }).click();
  await page.getByRole("heading", { level: 1, name: "POST /checkout" }).waitFor();

  await page.goto(`${here.server.url}/organizations/default/performance/trace/${traceId}/`);
  await page.getByRole("heading", { level: 1, name: "POST /checkout" }).waitFor();
  expect(complaints).toEqual([]);
});

test("a search that finds nothing says so, and a trace that nobody sent too", async () => {
  const { page } = await openPage(here.browser, wide, here.session);
  await page.goto(`${here.server.url}/logs?query=severity:fatal`);
  await page.getByText("No log record matches").waitFor();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await page.getByRole("button", { name: /card was declined/u }).waitFor();
  await page.goto(`${here.server.url}/traces/${"a".repeat(32)}`);
  await page.getByText("Nothing of this trace is kept").waitFor();
  await page.goto(`${here.server.url}/traces/nothing`);
  await page.getByRole("heading", { name: "This is no trace id" }).waitFor();
  expect(await page.getByRole("link", { name: "All traces" }).getAttribute("href")).toBe("/traces");
});

test("what comes in is shown at once, and waits while somebody reads", async () => {
  const { page } = await openPage(here.browser, wide, here.session);
  const made = await page.request.post(`${here.server.url}/api/0/organizations/default/projects/`, {
    headers: { "x-vedette-csrf": "1" },
    data: { name: "live", platform: "node" },
  });
  const id = textAt(await made.json(), "id");
  const keys: unknown = await (await page.request.get(`${here.server.url}/api/0/projects/default/live/keys/`)).json();
  const dsn = textAt(keys, 0, "dsn", "public");
  const log = (body: string) => {
    const items = [{ timestamp: Date.now() / 1000, trace_id: hex(16), level: "info", severity_number: 9, body, attributes: {} }];
    return sendItems(dsn, hex(16), [jsonItem({ type: "log", item_count: 1, content_type: "application/vnd.sentry.items.log+json" }, { items })]);
  };
  const request = (transaction: string) => {
    const [event_id, now] = [hex(16), Date.now() / 1000];
    const contexts = { trace: { trace_id: hex(16), span_id: hex(8), op: "http.server" } };
    const payload = { event_id, type: "transaction", transaction, start_timestamp: now - 1, timestamp: now, platform: "node", contexts, spans: [] };
    return sendItems(dsn, event_id, [jsonItem({ type: "transaction" }, payload)]);
  };
  for (const { path, list, none, send } of [
    { path: "logs", list: "Logs", none: "No log record matches", send: log },
    { path: "traces", list: "Traces", none: "No trace matches", send: request },
  ]) {
    await page.mouse.move(0, 0);
    await page.goto(`${here.server.url}/${path}?project=${id}`);
    await page.getByText(none).waitFor();
    await page.getByText(/^Live/u).waitFor();
    await send("first of all");
    const rows = page.getByRole("list", { name: list, exact: true }).getByRole("listitem");
    await rows.getByText("first of all").waitFor();
    await rows.getByText("first of all").hover();
    await send("second of all");
    await page.getByRole("button", { name: "1 new" }).click();
    await rows.getByText("second of all").waitFor();
    expect(await rows.first().textContent()).toContain("second of all");
  }
});
