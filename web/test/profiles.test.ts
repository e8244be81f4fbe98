import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer, until } from "../../server/test/harness.ts";
import { listAt, textAt } from "../../server/test/json-path.ts";
import { forTarget, scenarios } from "../../server/test/recorded-requests.ts";
import { type Session, openBrowser, openPage, signInLink, wide } from "./visit.ts";

// What the profilers of official SDKs sent, as flame graphs: found in the list, and from the trace that was profiled.

let server: Server;
let browser: Browser;
let session: Session;
let trace: string;

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  const { page } = await openPage(browser, wide);
  await page.goto(signInLink(server));
  await page.getByRole("heading", { name: "Welcome to Vedette" }).waitFor();
  session = await page.context().cookies();
  const keys: unknown = await (await page.request.get(`${server.url}/api/0/projects/default/default/keys/`)).json();
  const { username: key, pathname } = new URL(textAt(keys, 0, "dsn", "public"));
  const target = { url: server.url, id: pathname.slice(1), key, orgSlug: "default", slug: "default", token: "" };
  for (const scenario of scenarios("node-profiling-10.75.3"))
    for (const recording of scenario.recordings) {
      const { url, init } = forTarget(recording, target);
      await fetch(url, init);
    }
  const profiles = await until("both profiles", async () => {
    const list: unknown = await (await page.request.get(`${server.url}/api/0/organizations/default/profiling/profiles/`)).json();
    return listAt(list).length === 2 ? listAt(list) : undefined;
  });
  trace = profiles.map((profile) => textAt(profile, "kind") === "transaction" && textAt(profile, "trace")).find((id) => id !== false) || "";
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

test("from a trace to the profile of its transaction, walked by keys, and its functions as a table", async () => {
  const { page, complaints } = await openPage(browser, wide, session);
  await page.goto(`${server.url}/traces/${trace}`);
  await page
    .getByRole("button", { name: /busy job/u })
    .first()
    .click();
  await page.getByRole("link", { name: "Open its profile" }).click();
  await page.getByRole("heading", { level: 1, name: "Profiles" }).waitFor();
  const graph = page.getByRole("list", { name: "Calls of main" });
  await graph.waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await graph.getByRole("button", { name: /^main,/u }).focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await focused()).startsWith("main,")).toBe(false);
  expect(await focused()).toMatch(/% of all, itself/u);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Show all again" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show all again" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Functions" }).click();
  await page.getByRole("cell", { name: "fibonacci" }).first().waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  expect(complaints).toEqual([]);
});

test("what a profiler sent that runs all the time is found in the list; a search that cannot be read says why", async () => {
  const { page } = await openPage(browser, { ...wide, theme: "dark" }, session);
  await page.goto(`${server.url}/profiles`);
  await page.getByRole("link", { name: /Continuous/u }).click();
  await page.waitForURL(/profiler\.id/u);
  await page.getByRole("list", { name: "Calls of main" }).waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.getByLabel("Search profiles").fill("user:7");
  await page.keyboard.press("Enter");
  await page.getByText("Profiles are searched by transaction").waitFor();
});
