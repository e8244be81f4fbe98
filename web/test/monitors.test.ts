import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../../server/test/harness.ts";
import { textAt } from "../../server/test/json-path.ts";
import { type Look, type Session, openBrowser, openPage, signInLink, wide } from "./visit.ts";

// Monitors and releases as a reader meets them: the built server, a real browser, check-ins and sessions as jobs and SDKs send them.

let server: Server;
let browser: Browser;
let session: Session;
let dsn: { readonly project: string; readonly key: string };

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  const { page } = await openPage(browser, wide);
  await page.goto(signInLink(server));
  await page.getByLabel("Email").fill("jane@example.com");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await page.waitForURL(/\/issues/u);
  const keys: unknown = await (await page.request.get(`${server.url}/api/0/projects/default/default/keys/`)).json();
  const url = new URL(textAt(keys, 0, "dsn", "public"));
  dsn = { project: url.pathname.slice(1), key: url.username };
  session = await page.context().cookies();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const narrow: Look = { width: 400, height: 850, theme: "dark" };
const at = (path: string): string => `${server.url}${path}`;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
}

/** A page has to be as good on a phone in the dark. */
async function expectGoodLooks(path: string, heading: string): Promise<void> {
  for (const look of [wide, narrow]) {
    const { page, complaints } = await openPage(browser, look, session);
    await page.goto(at(path));
    await page.getByRole("heading", { name: heading, exact: true }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
}

async function send(...items: readonly (readonly [type: string, payload: object])[]): Promise<void> {
  const lines = [{ sent_at: new Date().toISOString() }, ...items.flatMap(([type, payload]) => [{ type }, payload])];
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  expect((await fetch(at(`/api/${dsn.project}/envelope/?sentry_key=${dsn.key}`), { method: "POST", body })).status).toBe(200);
}

test("a monitor is made in the form, checked in to by its address, muted, edited and deleted", async () => {
  await expectGoodLooks("/monitors", "No scheduled job is watched yet");
  await expectGoodLooks("/monitors/new", "New monitor");
  const { page } = await openPage(browser, wide, session);
  await page.goto(at("/monitors"));
  await page.getByRole("link", { name: "New monitor" }).click();
  await page.getByLabel("Name").fill("Nightly backup");
  await page.getByLabel("Crontab", { exact: true }).fill("every now and then");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("alert").filter({ hasText: "5 field crontab" }).waitFor();
  await page.getByLabel("Crontab", { exact: true }).fill("*/10 * * * *");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { name: "Waiting for the first check-in" }).waitFor();

  const script = await page.getByRole("figure").innerText();
  const address = /http\S+\/cron\/nightly-backup\/[0-9a-f]+\//u.exec(script)?.[0];
  expect((await fetch(`${address ?? ""}?status=error&duration=3`)).status).toBe(202);
  await page.reload();
  const table = page.getByRole("table", { name: "Check-ins" });
  await table.getByRole("row", { name: /Failed.*3\.0 s.*production/u }).waitFor();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Mute production" }).click();
  await page.getByRole("button", { name: "Unmute production" }).waitFor();
  await page.getByRole("link", { name: "Edit" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Interval" }).click();
  await page.getByLabel("Every").fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Every 2 hours").waitFor();
  await expectGoodLooks("/monitors", "Monitors");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("heading", { name: "No scheduled job is watched yet" }).waitFor();
});

test("a release shows how its sessions went", async () => {
  await expectGoodLooks("/releases", "No release is known yet");
  const started = new Date().toISOString();
  const attrs = { release: "shop@1.4.2", environment: "production" };
  await send(["sessions", { aggregates: [{ started, exited: 97, errored: 2, crashed: 1 }], attrs }]);
  const { page } = await openPage(browser, wide, session);
  await expect.poll(async () => (await page.request.get(at("/api/0/organizations/default/releases/"))).text()).toContain("shop@1.4.2");
  await page.goto(at("/releases"));
  const card = page.getByRole("list", { name: "Releases" }).getByRole("listitem").filter({ hasText: "1.4.2" });
  await card.getByRole("row", { name: /default.*Adopted.*99\.0 %/u }).waitFor();
  await expectGoodLooks("/releases", "Releases");
  await card.getByRole("link", { name: "1.4.2", exact: true }).click();
  await page.getByRole("heading", { name: "shop@1.4.2" }).waitFor();
  await page.getByRole("definition").filter({ hasText: /^97$/u }).waitFor();
  await expectGoodLooks("/releases/shop@1.4.2", "shop@1.4.2");
});
