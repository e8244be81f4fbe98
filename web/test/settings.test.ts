import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { until } from "../../server/test/harness.ts";
import { textAt } from "../../server/test/json-path.ts";
import { sendEvent } from "./send.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// What a project filters, scrubs and accepts, chosen on its page.

const here = freshServer(async ({ server, page }) => {
  const headers = { "x-vedette-csrf": "1" };
  await page.request.post(`${server.url}/api/0/organizations/default/projects/`, { headers, data: { name: "Rules", platform: "node" } });
});

async function visit(look = wide): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const visited = await openPage(here.browser, look, here.session);
  await visited.page.goto(`${here.server.url}/projects/rules`);
  await visited.page.getByRole("button", { name: "Save filters" }).waitFor();
  return visited;
}

const saved = (page: Page, words: string) => page.getByText(words).waitFor();

test("filters are chosen by keys alone and are still there afterwards", async () => {
  const { page, complaints } = await visit();
  const local = page.getByLabel("Local development");
  expect([await local.isChecked(), await page.getByLabel("Health checks").isChecked()]).toEqual([false, true]);
  await local.focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Internet Explorer to 11").check();
  await page.getByLabel("Error messages, one a line").fill("*ResizeObserver*\nTypeError: Load failed");
  await page.getByRole("button", { name: "Save filters" }).focus();
  await page.keyboard.press("Enter");
  await saved(page, "The filters are saved");
  await page.reload();
  await page.getByRole("button", { name: "Save filters" }).waitFor();
  expect([await local.isChecked(), await page.getByLabel("Internet Explorer to 11").isChecked(), await page.getByLabel("Chrome to 62").isChecked()]).toEqual([
    true,
    true,
    false,
  ]);
  expect(await page.getByLabel("Error messages, one a line").inputValue()).toBe("*ResizeObserver*\nTypeError: Load failed");
  await page.getByLabel("IP addresses, one a line").fill("10.0.0.0/99");
  await page.getByRole("button", { name: "Save filters" }).click();
  await page.getByRole("alert").filter({ hasText: "203.0.113.0/24" }).waitFor();
  expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
  await page.context().close();
});

test("scrubbing is chosen, and rules that cannot be read are told beside their field", async () => {
  const { page } = await visit();
  await page.getByLabel("IP addresses", { exact: true }).check();
  await page.getByLabel("Further sensitive fields, one a line").fill("pin\nsocial_number");
  await page.getByLabel("Advanced rules").fill('{"applications":{"$string":["@nobody"]}}');
  await page.getByRole("button", { name: "Save scrubbing" }).click();
  await page.getByText('There is no rule "@nobody".').waitFor();
  await page.getByLabel("Advanced rules").fill('{"applications":{"$string":["@email"]}}');
  await page.getByRole("button", { name: "Save scrubbing" }).click();
  await saved(page, "The scrubbing rules are saved");
  await page.reload();
  expect(await page.getByLabel("Further sensitive fields, one a line").inputValue()).toBe("pin\nsocial_number");
  expect(await page.getByLabel("IP addresses", { exact: true }).isChecked()).toBe(true);
  await page.context().close();
});

test("a quota is set and removed", async () => {
  const { page } = await visit();
  await page.getByRole("button", { name: "New quota" }).click();
  await page.getByRole("dialog").getByLabel("At most").fill("250");
  await page.getByLabel("In", { exact: true }).selectOption("a day");
  await page.getByRole("button", { name: "Set quota" }).click();
  await page.getByText("250 errors in a day").waitFor();
  await page.getByRole("button", { name: "Remove: 250 errors in a day" }).click();
  await page.getByText("No quota:").waitFor();
  expect(await page.getByText("250 errors in a day").count()).toBe(0);
  await page.context().close();
});

test("a key is limited, and freed again", async () => {
  const { page } = await visit();
  const limit = async (count: string): Promise<void> => {
    await page.getByRole("button", { name: "Limit Default" }).click();
    await page.getByLabel("Errors, at most").fill(count);
    await page.getByRole("button", { name: "Save limit" }).click();
  };
  await limit("500");
  await page.getByText("at most 500 errors in an hour").waitFor();
  await limit("");
  await page.getByText("at most 500 errors in an hour").waitFor({ state: "detached" });
  expect(await page.getByText("at most").count()).toBe(0);
  await page.context().close();
});

test("what was taken out of an event is told beside it", async () => {
  const { page } = await openPage(here.browser, wide, here.session);
  const keys: unknown = await (await page.request.get(`${here.server.url}/api/0/projects/default/rules/keys/`)).json();
  const secrets = { extra: { password: "hunter2" }, request: { url: "https://a.test/", headers: { Authorization: "x" } } };
  await sendEvent(textAt(keys, 0, "dsn", "public"), { message: "a secret was sent", ...secrets });
  const issues = await until("the issue", async () => {
    const found: unknown = await (await page.request.get(`${here.server.url}/api/0/projects/default/rules/issues/?query=`)).json();
    return Array.isArray(found) && found.length > 0 ? found : undefined;
  });
  await page.goto(`${here.server.url}/issues/${textAt(issues, 0, "id")}`);
  const data = page.getByRole("region", { name: "Additional data" });
  await data.getByText("replaced by @password:filter; it had 7 characters").waitFor();
  await page.getByText("request.headers.0.1").waitFor();
  expect(await data.innerText()).toContain("[Filtered]");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.context().close();
});

test.each([wide, { ...wide, theme: "dark" } as const, { width: 390, height: 844, theme: "light" } as const])("the page is for everybody: %o", async (look) => {
  const { page, complaints } = await visit(look);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("what the organization demands holds for its projects, and its quota is set beside it, wide and narrow, light and dark", async () => {
  const { page, complaints } = await openPage(here.browser, wide, here.session);
  await page.goto(`${here.server.url}/issues`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Save scrubbing" }).waitFor();
  await page.getByLabel("IP addresses", { exact: true }).check();
  await page.getByLabel("Further sensitive fields, one a line").fill("tax_number");
  await page.getByLabel("Advanced rules").fill('{"applications":{"$string":["@nobody"]}}');
  await page.getByRole("button", { name: "Save scrubbing" }).press("Enter");
  await page.getByText('There is no rule "@nobody".').waitFor();
  await page.getByLabel("Advanced rules").fill("");
  await page.getByRole("button", { name: "Save scrubbing" }).press("Enter");
  await saved(page, "The scrubbing rules are saved");
  await page.getByRole("button", { name: "New quota" }).click();
  await page.getByRole("dialog").getByLabel("At most").fill("7500");
  await page.getByRole("button", { name: "Set quota" }).click();
  await page.getByText("7,500 errors in an hour").waitFor();
  expect(complaints.filter((text) => !text.includes("400"))).toEqual([]);
  await page.context().close();
  for (const look of [wide, { ...wide, width: 390, theme: "dark" as const }]) {
    const again = await openPage(here.browser, look, here.session);
    await again.page.goto(`${here.server.url}/settings`);
    await again.page.getByText("7,500 errors in an hour").waitFor();
    const { violations } = await new AxeBuilder({ page: again.page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(await again.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    await again.page.context().close();
  }
  const project = await visit();
  await project.page.getByText("The organization demands it.").waitFor();
  await project.page.getByText("The organization has: tax_number.").waitFor();
  expect(await project.page.getByLabel("IP addresses", { exact: true }).isDisabled()).toBe(true);
  await project.page.context().close();
});
