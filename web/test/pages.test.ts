import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../../server/test/harness.ts";
import { textAt } from "../../server/test/json-path.ts";
import { exception, richEvent, sendEvent } from "./send.ts";
import { type Session, openBrowser, openPage, signInLink, wide } from "./visit.ts";

// The pages as a reader meets them: the built server, a real browser, events sent as an SDK sends them.

const password = "correct horse battery";
const email = "jane@example.com";
let server: Server;
let browser: Browser;
let session: Session;

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  session = await welcome();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

/** First run: the link signs in once and leaves the address bar; the welcome page sets how to sign in from then on. */
async function welcome(): Promise<Session> {
  const { page } = await openPage(browser, wide);
  await page.goto(signInLink(server));
  await page.getByRole("heading", { name: "Welcome to Vedette" }).waitFor();
  expect(page.url()).not.toContain("link=");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Name").fill("Jane Kent");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Save and go on" }).click();
  await page.waitForURL(/\/issues/u);
  return page.context().cookies();
}

async function signedIn(look = wide): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  return openPage(browser, look, session);
}

/** A project of its own for each test, so that none sees the events of another. */
async function makeProject(name: string): Promise<{ readonly id: string; readonly slug: string; readonly dsn: string }> {
  const { page } = await signedIn();
  const headers = { "x-vedette-csrf": "1" };
  const made = await page.request.post(`${server.url}/api/0/organizations/default/projects/`, { headers, data: { name, platform: "node" } });
  const project: unknown = await made.json();
  const slug = textAt(project, "slug");
  const keys: unknown = await (await page.request.get(`${server.url}/api/0/projects/default/${slug}/keys/`)).json();
  await page.context().close();
  return { id: textAt(project, "id"), slug, dsn: textAt(keys, 0, "dsn", "public") };
}

const row = (page: Page, name: string) => page.getByRole("list", { name: "Issues" }).getByRole("listitem").filter({ hasText: name });

test("the link works once; the password signs in, a wrong one is told, and one comes back to where one wanted to go", async () => {
  const { page } = await openPage(browser, wide);
  await page.goto(signInLink(server));
  await page.getByRole("alert").filter({ hasText: "used already" }).waitFor();
  await page.goto(`${server.url}/where`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Email and password do not match.").waitFor();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Where did it go?" }).waitFor();
  await page.getByRole("button", { name: "Jane Kent" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${server.url}/issues`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(page.url()).toBe(`${server.url}/sign-in?next=%2Fissues`);
});

test("the page that sentry-cli login opens makes a token that works until it is revoked", async () => {
  const { page, complaints } = await signedIn();
  await page.goto(`${server.url}/orgredirect/organizations/:orgslug/settings/auth-tokens/`);
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Name").last().fill("laptop");
  await page.getByRole("button", { name: "Make token" }).click();
  const token = await page
    .getByRole("dialog")
    .getByText(/^sntryu_/u)
    .textContent();
  const organizations = async () => (await fetch(`${server.url}/api/0/organizations/`, { headers: { authorization: `Bearer ${token ?? ""}` } })).status;
  expect(await organizations()).toBe(200);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await page.getByText("No token: only this browser acts for you.").waitFor();
  expect(await organizations()).toBe(401);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a project is made, and its page flips the moment the first event arrives", async () => {
  const { page, complaints } = await signedIn();
  await page.goto(`${server.url}/projects`);
  await page.getByRole("link", { name: "New project" }).click();
  await page.getByLabel("Search platforms").fill("golang gin");
  await page.getByLabel("Search platforms").press("Enter");
  await page.getByLabel("Name").fill("Stock service");
  await page.getByRole("button", { name: "Create for Gin" }).click();
  await page.getByText("Waiting for the first event.").waitFor();
  await page.getByText(/^Live, /u).waitFor();
  const dsn = await page.locator(".dsn code").innerText();
  await expect.poll(() => page.locator("pre").first().innerText()).toContain("go get");
  expect(await page.locator("pre").allInnerTexts()).toContainEqual(expect.stringContaining(dsn));
  await sendEvent(dsn, exception("PanicError", "index out of range [5] with length 5"));
  await page.getByText("The first event is here:").waitFor();
  await page.getByRole("link", { name: /^Open STOCK-SERVICE-/u }).click();
  await page.getByRole("heading", { level: 1, name: "PanicError" }).waitFor();
  expect(complaints).toEqual([]);
});

test("the stream follows: a new issue appears and counts grow without a reload; while rows are selected, new ones wait", async () => {
  const project = await makeProject("live stream");
  const { page } = await signedIn();
  await sendEvent(project.dsn, exception("FirstError", "one"));
  await page.goto(`${server.url}/issues?project=${project.id}`);
  await row(page, "FirstError").waitFor();
  await page.getByText(/^Live, /u).waitFor();
  await sendEvent(project.dsn, exception("SecondError", "two"));
  await row(page, "SecondError").waitFor();
  await sendEvent(project.dsn, exception("FirstError", "one"));
  await row(page, "FirstError").filter({ hasText: "2 events" }).waitFor();
  await row(page, "FirstError").getByRole("checkbox").check();
  await sendEvent(project.dsn, exception("ThirdError", "three"));
  await page.getByRole("button", { name: "1 new" }).waitFor();
  expect(await row(page, "ThirdError").count()).toBe(0);
  await page.getByRole("button", { name: "1 new" }).click();
  await row(page, "ThirdError").waitFor();
});

test("keys: j moves, x selects, e resolves, undo brings back, / searches, ? lists the keys", async () => {
  const project = await makeProject("keys");
  for (const name of ["AlphaError", "BetaError", "GammaError"]) await sendEvent(project.dsn, exception(name, name));
  const { page } = await signedIn();
  await page.goto(`${server.url}/issues?project=${project.id}`);
  for (const name of ["AlphaError", "BetaError", "GammaError"]) await row(page, name).waitFor();
  const rows = page.getByRole("list", { name: "Issues" }).getByRole("listitem");
  const second = await rows.nth(1).getByRole("link").innerText();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByText("1 selected").waitFor();
  await page.keyboard.press("x");
  await page.keyboard.press("p");
  await page.getByRole("menuitem", { name: "Low" }).press("Enter");
  await page.getByText(/^Priority low: KEYS-/u).waitFor();
  await rows.nth(1).getByRole("button", { name: "Priority low, change" }).waitFor();
  await page.keyboard.press("e");
  await page.getByText(/^Resolved KEYS-/u).waitFor();
  await row(page, second).waitFor({ state: "detached" });
  expect(await rows.count()).toBe(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await row(page, second).waitFor();
  await page.keyboard.press("/");
  await expect.poll(() => page.getByLabel("Search issues").evaluate((input) => input === document.activeElement)).toBe(true);
  await page.getByLabel("Search issues").fill("is:unresolved alphaerror");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByLabel("Search issues").blur();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "AlphaError" }).waitFor();
});

test("selected issues are archived together and found under their tab", async () => {
  const project = await makeProject("bulk");
  for (const name of ["OneError", "TwoError"]) await sendEvent(project.dsn, exception(name, name));
  const { page } = await signedIn();
  await page.goto(`${server.url}/issues?project=${project.id}`);
  for (const name of ["OneError", "TwoError"]) await row(page, name).waitFor();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("toolbar", { name: "Selected issues" }).getByRole("button", { name: "Archive" }).click();
  await page.getByText("No issue matches").waitFor();
  await page.getByRole("link", { name: /^Archived/u }).click();
  for (const name of ["OneError", "TwoError"]) await row(page, name).filter({ hasText: "Archived until escalating" }).waitFor();
  expect(new URL(page.url()).searchParams.get("query")).toBe("is:archived");
});

test("the issue page answers with every part of the event, steps between events and resolves", async () => {
  const project = await makeProject("detail");
  await sendEvent(project.dsn, { ...richEvent, timestamp: Date.now() / 1000 - 3600, tags: { customer: "silver" } });
  const newest = await sendEvent(project.dsn, richEvent, { name: "debug.log", type: "text/plain", bytes: Buffer.from("a line\n") });
  const { page, complaints } = await signedIn();
  await page.goto(`${server.url}/issues?project=${project.id}`);
  await row(page, "TypeError").filter({ hasText: "2 events" }).getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "TypeError" }).waitFor();
  await page.getByRole("link", { name: "Latest" }).click();
  await page.locator(".attachments").getByText("debug.log").waitFor();
  for (const text of [
    "caused by KeyError",
    "2 frames of node:internal folded",
    "total += product.price * rate;",
    '{ sku: "TEA-0042", quantity: 2 }',
    "GET cart:8812",
    "GET https://tax.example/NL",
    "new-checkout",
    "express",
  ]) {
    await page.locator("main").getByText(text).first().waitFor();
  }
  for (const title of [
    "Stack trace",
    "Breadcrumbs",
    "Request",
    "Tags",
    "User",
    "Contexts",
    "Feature flags",
    "Additional data",
    "Attachments",
    "Packages",
    "Raw event",
    "Activity",
    "Why these are one issue",
    "Fate of this event",
  ]) {
    await page.getByRole("heading", { name: title, exact: true }).first().waitFor();
  }
  await page.getByRole("button", { name: "2 frames of node:internal folded" }).click();
  await page.getByText("processTimers", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Raw", exact: true }).click();
  await page.getByText("Caused by: KeyError").waitFor();
  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByText(`"event_id": "${newest.id}"`).waitFor();
  await page.keyboard.press("[");
  await page.getByText("silver").first().waitFor();
  await page.keyboard.press("]");
  await page.waitForURL(new RegExp(newest.id, "u"));
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await page.getByRole("button", { name: "Unresolve" }).waitFor();
  await page.getByPlaceholder("Add a comment").fill("Fixed in the next deploy.");
  // A page that is left, or a session that ends, in the middle of writing takes nothing away.
  await page.reload();
  await expect.poll(() => page.getByPlaceholder("Add a comment").inputValue()).toBe("Fixed in the next deploy.");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.locator(".activity").getByText("Fixed in the next deploy.").waitFor();
  expect(complaints).toEqual([]);
});

test("links in Sentry's shape, event ids and short ids lead to the event", async () => {
  const project = await makeProject("links");
  const sent = await sendEvent(project.dsn, exception("LinkedError", "see chat"));
  const { page } = await signedIn();
  await page.goto(`${server.url}/issues?project=${project.id}`);
  await row(page, "LinkedError").getByRole("link").click();
  await page.waitForURL(/\/issues\/\d+/u);
  const issue = /\/issues\/(\d+)/u.exec(page.url())?.[1] ?? "";
  await page.goto(`${server.url}/organizations/default/issues/${issue}/events/${sent.id}/?project=${project.id}&statsPeriod=24h`);
  await page.getByRole("heading", { level: 1, name: "LinkedError" }).waitFor();
  const { pathname, searchParams } = new URL(page.url());
  expect(pathname).toBe(`/issues/${issue}/events/${sent.id}`);
  expect(searchParams.get("statsPeriod")).toBe("24h");
  for (const named of [sent.id, "links-1"]) {
    await page.goto(`${server.url}/issues`);
    await page.getByLabel("Search issues").fill(named);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "LinkedError" }).waitFor();
  }
});

test("an event that was not stored is found with its reason, and one that never came is told so", async () => {
  const project = await makeProject("delivery");
  const id = "0123456789abcdef0123456789abcdef";
  const { origin, username, pathname } = new URL(project.dsn);
  const broken = `${JSON.stringify({ event_id: id })}\n{"type":"event"}\n{"broken":`;
  await fetch(`${origin}/api${pathname}/envelope/?sentry_key=${username}`, { method: "POST", body: broken });
  const { page } = await signedIn();
  await page.goto(`${server.url}/where`);
  await page.getByLabel("Event id").fill("01234567-89AB-cdef-0123-456789abcdef");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.waitForURL(new RegExp(`event=${id}`, "u"));
  const notStored = page.getByRole("heading", { name: "Not stored", exact: true });
  await expect
    .poll(async () => {
      await page.reload();
      await page.getByRole("heading", { name: /^(?:Not stored|No trace of this event)$/u }).waitFor();
      return notStored.count();
    })
    .toBe(1);
  await page.getByText("Invalid").first().waitFor();
  await page.getByLabel("Event id").fill("f".repeat(32));
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByRole("heading", { name: "No trace of this event" }).waitFor();
});

test("keys of a project are made, disabled and deleted", async () => {
  await makeProject("key ring");
  const { page } = await signedIn();
  await page.goto(`${server.url}/projects/key-ring`);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Staging");
  await page.getByRole("button", { name: "Make key" }).click();
  const key = page.locator(".key-row").filter({ hasText: "Staging" });
  await key.getByRole("button", { name: "Disable" }).click();
  await key.getByText("Disabled").waitFor();
  await key.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete key" }).click();
  await key.waitFor({ state: "detached" });
  expect(await page.locator(".key-row").count()).toBe(1);
});

test.each(["light", "dark"] as const)("in the %s theme no page has a fault that axe finds, at either width, and none scrolls sideways", async (theme) => {
  const project = await makeProject(`axe ${theme}`);
  await sendEvent(project.dsn, { ...richEvent, transaction: "a".repeat(300) });
  await sendEvent(project.dsn, exception(`${"Long".repeat(60)}Error`, "w".repeat(2000)));
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page, complaints } = await signedIn({ ...size, theme });
    await page.goto(`${server.url}/issues?project=${project.id}`);
    await row(page, "LongLong").waitFor();
    await check(page, `issues ${size.width}`);
    await row(page, "TypeError").getByRole("link").click();
    await page.getByRole("heading", { name: "Raw event" }).waitFor();
    await page.getByRole("heading", { name: "Fate of this event" }).waitFor();
    await check(page, `issue ${size.width}`);
    for (const [path, heading] of [
      ["/projects", "Projects"],
      ["/projects/new", "New project"],
      [`/projects/${project.slug}`, "Allowed domains"],
      [`/projects/${project.slug}/start`, "Set up an SDK"],
      ["/where", "Recently not stored"],
      ["/account", "Account"],
    ] as const) {
      await page.goto(`${server.url}${path}`);
      await page.getByRole("heading", { name: heading }).first().waitFor();
      await check(page, `${path} ${size.width}`);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

async function check(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map((violation) => `${what}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${what} scrolls sideways`).toBe(0);
}

test("the theme is switched and remembered", async () => {
  const { page } = await signedIn();
  await page.goto(`${server.url}/projects`);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect.poll(background).toBe("rgb(14, 20, 18)");
  await page.reload();
  await page.getByRole("heading", { name: "Projects" }).waitFor();
  expect(await background()).toBe("rgb(14, 20, 18)");
});
