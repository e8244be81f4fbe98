import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { until } from "../../server/test/harness.ts";
import { pick, textAt } from "../../server/test/json-path.ts";
import { type Look, freshServer, openPage, wide } from "./visit.ts";

// An N+1 on the pages: in the list, with its spans on the page of the issue, and switched off on the page of the project.

const root = "c".repeat(16);
const trace = { trace_id: "ab".repeat(16), span_id: root, op: "http.server" };

const here = freshServer(async ({ server, page }) => {
  await page.request.post(`${server.url}/api/0/organizations/default/projects/`, {
    headers: { "x-vedette-csrf": "1" },
    data: { name: "Books", platform: "node" },
  });
  const key: unknown = await (await page.request.get(`${server.url}/api/0/projects/default/books/keys/`)).json();
  await sendTransaction(textAt(key, 0, "dsn", "public"));
  await until("the issue", async () =>
    pick(await (await page.request.get(`${server.url}/api/0/organizations/default/issues/?query=issue.category:performance`)).json(), 0),
  );
});

async function sendTransaction(dsn: string): Promise<void> {
  const { origin, username, pathname } = new URL(dsn);
  const start = Date.now() / 1000 - 2;
  const spans = Array.from({ length: 15 }, (_, i) => {
    const description = i === 0 ? "SELECT * FROM books" : "SELECT * FROM authors WHERE id = $1";
    const span_id = (i + 1).toString(16).padStart(16, "0");
    return { ...trace, span_id, parent_span_id: root, op: "db", description, start_timestamp: start + i / 50, timestamp: start + (i + 1) / 50 };
  });
  const payload = {
    type: "transaction",
    transaction: "GET /books",
    platform: "node",
    start_timestamp: start,
    timestamp: start + 1,
    contexts: { trace },
    spans,
  };
  const body = `{}\n{"type":"transaction"}\n${JSON.stringify(payload)}`;
  const answer = await fetch(`${origin}/api${pathname}/envelope/?sentry_key=${username}`, { method: "POST", body });
  expect(answer.status).toBe(200);
}

async function visit(path: string, look: Look = wide): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const visited = await openPage(here.browser, look, here.session);
  await visited.page.goto(`${here.server.url}${path}`);
  return visited;
}

async function flaws(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test.each([wide, { width: 390, height: 844, theme: "dark" } as const])("from the list to the spans of an issue, at $width", async (look) => {
  const { page, complaints } = await visit("/issues?query=is:unresolved+issue.category:performance", look);
  await page.getByRole("link", { name: "N+1 Query" }).click();
  const evidence = page.locator("#span-evidence");
  await evidence.getByRole("heading", { name: "Span evidence" }).waitFor();
  expect(await evidence.getByText("14 offending spans").count()).toBe(1);
  expect(await evidence.locator(".waterfall-row").count()).toBe(12);
  expect(await evidence.locator(".waterfall-cause").textContent()).toContain("SELECT * FROM books");
  await evidence.getByRole("button", { name: "Show all 16 spans" }).click();
  expect(await evidence.locator(".waterfall-row").count()).toBe(16);
  expect(await evidence.locator(".waterfall-offender").count()).toBe(14);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await flaws(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("what is looked for is chosen on the page of the project", async () => {
  const { page, complaints } = await visit("/projects/books");
  const card = page.locator("#performance-issues");
  const slow = card.getByLabel("Look for slow queries");
  await slow.waitFor();
  expect(await slow.isChecked()).toBe(true);
  await slow.uncheck();
  await card.getByLabel("N+1 queries: repeated queries at least").fill("1");
  await card.getByRole("button", { name: "Save performance issues" }).click();
  await card.getByRole("alert").waitFor();
  await card.getByLabel("N+1 queries: repeated queries at least").fill("20");
  await card.getByRole("button", { name: "Save performance issues" }).click();
  await page.getByText("The settings of performance issues are saved").waitFor();
  await page.reload();
  await slow.waitFor();
  expect(await slow.isChecked()).toBe(false);
  expect(await card.getByLabel("N+1 queries: repeated queries at least").inputValue()).toBe("20");
  await card.getByRole("button", { name: "Back to the defaults" }).click();
  await page.getByText("by the defaults again").waitFor();
  expect(await slow.isChecked()).toBe(true);
  expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
  await page.context().close();
});
