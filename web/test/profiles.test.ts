import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { until } from "../../server/test/harness.ts";
import { listAt, textAt } from "../../server/test/json-path.ts";
import { forTarget, scenarios } from "../../server/test/recorded-requests.ts";
import { freshServer, openPage, wide } from "./visit.ts";

// What the profilers of official SDKs sent, as flame graphs: found in the list, and from the trace that was profiled.

let trace: string;

const here = freshServer(async ({ server, page, dsn }) => {
  const { username: key, pathname } = new URL(dsn);
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
  trace = textAt(
    profiles.find((profile) => textAt(profile, "kind") === "transaction"),
    "trace",
  );
});

test("from a trace to the profile of its transaction, walked by keys, and its functions as a table", async () => {
  const { page, complaints } = await openPage(here.browser, wide, here.session);
  await page.goto(`${here.server.url}/traces/${trace}`);
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
  const { page } = await openPage(here.browser, { ...wide, theme: "dark" }, here.session);
  await page.goto(`${here.server.url}/profiles`);
  await page.getByRole("link", { name: /Continuous/u }).click();
  await page.waitForURL(/profiler\.id/u);
  await page.getByRole("list", { name: "Calls of main" }).waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  await page.getByLabel("Search profiles").fill("user:7");
  await page.keyboard.press("Enter");
  await page.getByText("Profiles are searched by transaction").waitFor();
});
