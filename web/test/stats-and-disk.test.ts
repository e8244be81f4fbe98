import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { cli, until } from "../../server/test/harness.ts";
import { pick } from "../../server/test/json-path.ts";
import { exception, sendEvent } from "./send.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// Counting, budgets and deleting, as somebody meets them who runs the server.

const here = freshServer(async ({ server, dsn }) => {
  for (let n = 0; n < 6; n++) await sendEvent(dsn, { ...exception("TypeError", "boom"), release: `shop@${n % 2}`, user: { email: `u${n % 3}@example.com` } });
  await until("everything is processed", async () => pick(await cli(server, "stats"), "lag") === 0);
});

async function open(path: string, width = wide.width): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const opened = await openPage(here.browser, { ...wide, width }, here.session);
  await opened.page.goto(`${here.server.url}${path}`);
  return opened;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

test("stats tell what was received and what became of it, by key too, wide and narrow", async () => {
  for (const width of [1440, 390]) {
    const { page, complaints } = await open("/stats?statsPeriod=24h", width);
    const outcomes = page.getByRole("region", { name: "Outcomes and reasons" });
    await outcomes.getByRole("row").filter({ hasText: "Accepted" }).filter({ hasText: "6" }).waitFor();
    await page.getByRole("region", { name: "Accepted and dropped by project and key" }).getByText("Default", { exact: true }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

test("a budget is set by keys alone, and what a search finds is deleted with its progress", async () => {
  const { page, complaints } = await open("/disk");
  await page.getByRole("button", { name: "Budget of Events in default" }).press("Enter");
  await page.getByLabel("Megabytes").fill("0.5");
  await page.getByLabel("Megabytes").press("Enter");
  await page.getByText(/at least 1000000 bytes/u).waitFor();
  await page.getByLabel("Megabytes").fill("25");
  await page.getByLabel("Megabytes").press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("region", { name: "Space by project and category" }).getByText("23.8 MiB").waitFor();
  await page.getByLabel("Search", { exact: true }).fill("release:shop@1");
  await page.getByLabel("Search", { exact: true }).press("Enter");
  await page.getByLabel("Type delete to confirm").fill("delete");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const jobs = page.getByRole("region", { name: "List of deletions and evictions" });
  await jobs.getByRole("row").filter({ hasText: "release:shop@1" }).filter({ hasText: "Done" }).filter({ hasText: "3" }).waitFor();
  await expectAccessible(page);
  // The one that was provoked.
  expect(complaints).toEqual([expect.stringContaining("400 (Bad Request)")]);
  await page.goto(`${here.server.url}/issues`);
  await page
    .getByRole("list", { name: "Issues" })
    .getByRole("link", { name: /TypeError/u })
    .first()
    .click();
  await page.getByRole("button", { name: "Delete event" }).click();
  await page.getByRole("button", { name: "Delete the event" }).click();
  await page.getByText("The event is being deleted.").waitFor();
  await until("two events are left", async () => pick(await cli(here.server, "disk", "usage", "--org", "default"), 0, "items") === 2);
});
