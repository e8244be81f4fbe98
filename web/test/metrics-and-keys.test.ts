import { AxeBuilder } from "@axe-core/playwright";
import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { until } from "../../server/test/harness.ts";
import { listAt } from "../../server/test/json-path.ts";
import { places } from "../src/features/keyboard/places.ts";
import { jsonItem, sendItems } from "./send.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// Numbers that a program sent, over time and by what they were sent with; and that the list of keys tells the truth.

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");

const here = freshServer(async ({ server, page, dsn }) => {
  await sendMetrics(dsn);
  const asked = "dataset=tracemetrics&field=metric.name&field=count()&statsPeriod=1d";
  await until("both metrics", async () => {
    const answer: unknown = await (await page.request.get(`${server.url}/api/0/organizations/default/events/?${asked}`)).json();
    return listAt(answer, "data").length === 2;
  });
});

async function sendMetrics(dsn: string): Promise<void> {
  const items = [
    ...["NL", "NL", "DE"].map((country) => metric("orders.placed", "counter", 2, country)),
    { ...metric("checkout.duration", "distribution", 250, "NL"), unit: "millisecond" },
  ];
  const header = { type: "trace_metric", item_count: items.length, content_type: "application/vnd.sentry.items.trace-metric+json" };
  await sendItems(dsn, hex(16), [jsonItem(header, { items })]);
}

const metric = (name: string, type: string, value: number, country: string) => ({
  timestamp: Date.now() / 1000,
  trace_id: hex(16),
  name,
  type,
  value,
  attributes: { country: { type: "string", value: country } },
});

test("metrics by name, one of them over time, divided by an attribute", async () => {
  const { page, complaints } = await openPage(here.browser, wide, here.session);
  await page.goto(`${here.server.url}/metrics`);
  await page.getByRole("cell", { name: "250 ms" }).waitFor();
  await page.getByRole("link", { name: "orders.placed" }).click();
  await page.getByRole("slider", { name: "Sum of orders.placed over time" }).waitFor();
  await page.getByText("peak 6").waitFor();
  await page.getByLabel("Divided by").selectOption("country");
  const parts = page.getByRole("region", { name: "orders.placed by country" });
  await expect.poll(() => parts.getByRole("row").allTextContents()).toEqual(["countrySumCount", "NL42", "DE21"]);
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByRole("slider", { name: "Count of orders.placed over time" }).waitFor();
  await page.reload();
  await expect.poll(() => parts.getByRole("row").allTextContents()).toEqual(["countryCount", "NL2", "DE1"]);
  await page.getByRole("link", { name: "All metrics" }).click();
  await page.getByRole("slider").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

test("each key that the list of keys tells leads to its page; j, Enter and / work on lists", async () => {
  const { page } = await openPage(here.browser, wide, here.session);
  await page.goto(`${here.server.url}/issues`);
  await page.getByRole("heading", { level: 1, name: "Issues" }).waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  for (const { key, label } of places) expect(await dialog.locator("dl > div", { hasText: label }).last().locator("kbd").allTextContents()).toEqual(["g", key]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  for (const { to, key, label } of places.toReversed()) {
    // Both at once: on a slow machine the second key could come too late to belong to the first.
    await page.evaluate((second) => {
      for (const each of ["g", second]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: each, bubbles: true }));
    }, key);
    await page.waitForURL(new RegExp(`${to}(?:$|\\?)`, "u"));
    await expect.poll(() => heading(page)).toBe(label);
  }
  await page.goto(`${here.server.url}/metrics`);
  await page.getByRole("link", { name: "checkout.duration" }).waitFor();
  await page.keyboard.press("/");
  await expect.poll(() => page.getByLabel("Search metrics").evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.getByRole("slider", { name: /checkout\.duration/u }).waitFor();
});
