import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { until } from "../../server/test/harness.ts";
import { listAt } from "../../server/test/json-path.ts";
import { exception, type SentEvent, sendEvent } from "./send.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// What a member sees who may not change settings, and that every dialog can be used by keys alone.

let sent: SentEvent;

const here = freshServer(async ({ server, page, dsn }) => {
  const hasIssues = (count: number) =>
    until(
      `${count} issues`,
      async () => listAt(await (await page.request.get(`${server.url}/api/0/organizations/default/issues/?query=`)).json()).length === count,
    );
  sent = await sendEvent(dsn, exception("PaletteError", "found by typing"));
  await hasIssues(1);
  await sendEvent(dsn, exception("OtherError", "another one"));
  await hasIssues(2);
});

/** The pages as they are for a role: what the server says of the session is changed on its way, the server's own checks are not. */
async function visitAs(access: readonly string[]): Promise<Page> {
  const { page } = await openPage(here.browser, wide, here.session);
  await page.route("**/api/0/auth/session/", async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replace(/"access":\[[^\]]*\]/u, `"access":${JSON.stringify(access)}`) });
  });
  return page;
}

test("who may not change settings reads them and is offered no button that would be refused", async () => {
  const page = await visitAs(["org:read", "project:read", "event:admin", "event:write", "event:read", "alerts:write"]);
  await page.goto(`${here.server.url}/projects/default`);
  await page.getByText("You can read these settings.").waitFor();
  await page.getByRole("heading", { name: "Quotas" }).waitFor();
  await page.getByLabel("Health checks").waitFor();
  expect(await page.getByLabel("Health checks").isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: /Save|New key|Disable|Delete|Limit|Add/u }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Copy the DSN of Default" }).isEnabled()).toBe(true);
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.goto(`${here.server.url}/settings`);
  await page.getByText("Managers and owners change them.").waitFor();
  expect(await page.getByRole("button", { name: /Save/u }).count()).toBe(0);
  await page.goto(`${here.server.url}/projects`);
  await page.getByRole("link", { name: "Settings" }).first().waitFor();
  expect(await page.getByRole("link", { name: "New project" }).count()).toBe(0);
  await page.goto(`${here.server.url}/projects/new`);
  await page.getByRole("heading", { name: "New projects are made by others" }).waitFor();
  await page.goto(`${here.server.url}/projects/default/grouping`);
  await page.getByText("You can try rules here.").waitFor();
  await page.getByRole("button", { name: "Try on recent events" }).waitFor();
  expect(await page.getByRole("button", { name: /^(?:Save|Move recent events|Switch)$/u }).count()).toBe(0);
});

/** Opens it by a key, goes round in it, closes it, and says what has the focus before, within and after. */
async function walk(page: Page, opener: string, dialog: string): Promise<void> {
  const button = page.getByRole("button", { name: opener }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  const opened = page.getByRole("dialog", { name: dialog });
  await opened.waitFor();
  const isInside = () => opened.evaluate((element) => element.contains(document.activeElement));
  expect(await isInside(), `${dialog} takes the focus`).toBe(true);
  const stop = await page.evaluate(() => document.activeElement?.className);
  // The list of keys has nothing else to stop at.
  expect(stop?.includes("dialog-close"), `${dialog}: first stop`).toBe(dialog === "Keys");
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  for (const key of ["Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    // Between its last and its first stop the browser itself may have the focus, the page behind never.
    const outside = await page.evaluate(() => document.activeElement !== document.body && document.activeElement?.closest("dialog") === null);
    expect(outside, `${dialog} keeps the focus after ${key}`).toBe(false);
  }
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
}

test.each(["light", "dark"] as const)("every dialog takes the focus, keeps it, closes by Escape and gives it back, %s", async (theme) => {
  const { page, complaints } = await openPage(here.browser, { ...wide, theme }, here.session);
  await page.goto(`${here.server.url}/projects/default`);
  await page.getByRole("button", { name: "New key" }).waitFor();
  await walk(page, "New key", "New key");
  await walk(page, "Limit Default", "Limit of Default");
  await walk(page, "Delete project", "Delete Default?");
  await walk(page, "Keys ?", "Keys");
  await walk(page, "Go to", "Go to");
  await page.goto(`${here.server.url}/disk`);
  await page
    .getByRole("button", { name: /^Budget of/u })
    .first()
    .waitFor();
  await walk(page, "Budget of", "Budget");
  expect(complaints).toEqual([]);
});

test("typing leads to pages, issues and events; Enter waits for the answer", async () => {
  const { page } = await openPage(here.browser, wide, here.session);
  const goTo = async (text: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").pressSequentially(text);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.goto(`${here.server.url}/logs`);
  await page.getByRole("heading", { level: 1, name: "Logs" }).waitFor();
  await goTo("relea");
  await page.getByRole("heading", { level: 1, name: "Releases" }).waitFor();
  await goTo(sent.id);
  await page.getByRole("heading", { level: 1, name: "PaletteError" }).waitFor();
  expect(page.url()).toContain(sent.id);
  await goTo("default-2");
  await page.getByRole("heading", { level: 1, name: "OtherError" }).waitFor();
  await goTo("f".repeat(32));
  await page.getByText("Nothing of this trace is kept").waitFor();
});
