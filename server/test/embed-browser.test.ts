import http from "node:http";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumFlags, chromiumPath } from "../../tools/chromium.ts";
import { api, eventDetail, newProject, type Project, projectPath, type Server, startServer, until } from "./harness.ts";
import { listAt, pick, recordAt } from "./json-path.ts";

// What pages of other sites load from this server, in a real browser: the loader script and the crash report dialog.

let server: Server;
let project: Project;
let browser: Browser;
let site: { readonly origin: string; close(): void };
/** SDKs that open the dialog, each as a script that makes `Sentry`. */
const bundles = new Map<string, string>();

interface PageOptions {
  readonly head: string;
  /** Content-Security-Policy of the page. */
  readonly csp?: string;
}
let served: PageOptions = { head: "" };

beforeAll(async () => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium on this machine; node tools/ensure-chromium.ts tells what to do");
  server = await startServer();
  project = await newProject(server, "shop");
  bundles.set("official.js", await bundle("sentry-browser-11"));
  bundles.set("ours.js", await bundle(path.join(import.meta.dirname, "../../packages/browser/src/index.ts")));
  site = await serveSite();
  browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await server?.[Symbol.asyncDispose]();
});

async function bundle(input: string): Promise<string> {
  const build = await rolldown({
    input,
    platform: "browser",
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022" },
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "iife", name: "Sentry" });
  await build.close();
  return output[0].code;
}

async function serveSite(): Promise<{ origin: string; close(): void }> {
  const listener = http.createServer(({ url = "" }, response) => {
    const script = bundles.get(url.slice(1));
    if (script === undefined && served.csp !== undefined) response.setHeader("content-security-policy", served.csp);
    response.setHeader("content-type", `text/${script === undefined ? "html" : "javascript"}; charset=utf-8`);
    response.end(script ?? `<!doctype html><html lang="en"><head><title>Shop</title>${served.head}</head><body><button id="buy">Buy</button></body></html>`);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return { origin: `http://localhost:${address.port}`, close: () => listener.close() };
}

interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Paths that the page asked of our server. */
  readonly asked: string[];
  /** Bodies that it posted to our server. */
  readonly posted: string[];
}

async function visit(options: PageOptions, context: BrowserContextOptions = {}): Promise<Visit> {
  served = options;
  const opened = await browser.newContext({ locale: "en-GB", ...context });
  opened.setDefaultTimeout(60_000);
  const page = await opened.newPage();
  const asked: string[] = [];
  const posted: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) return;
    asked.push(new URL(request.url()).pathname);
    posted.push(request.postData() ?? "");
  });
  await page.goto(`${site.origin}/cart`);
  return { page, asked, posted, [Symbol.asyncDispose]: () => opened.close() };
}

const loader = (attributes = ""): string => `<script src="${server.url}/js-sdk-loader/${project.key}.min.js" crossorigin="anonymous" ${attributes}></script>`;
const BUNDLE = "/js-sdk/vedette.min.js";

/** The newest event with that text. */
function eventOf(text: string): Promise<unknown> {
  return until(`an event "${text}"`, async () => {
    const { body } = await api(server, project, `${projectPath(project)}/events/`);
    const found = Array.isArray(body)
      ? body.find((event: unknown) => `${String(pick(event, "title"))} ${String(pick(event, "message"))}`.includes(text))
      : undefined;
    return found === undefined ? undefined : eventDetail(server, project, String(pick(found, "eventID")));
  });
}

const exceptionOf = (event: unknown): Record<string, unknown> =>
  recordAt(
    listAt(event, "entries").find((entry) => pick(entry, "type") === "exception"),
    "data",
    "values",
    -1,
  );
const crumbsOf = (event: unknown): readonly unknown[] =>
  listAt(
    listAt(event, "entries").find((entry) => pick(entry, "type") === "breadcrumbs"),
    "data",
    "values",
  );

describe("the loader script", () => {
  test("keeps what happens before the SDK is there, and loads that with the first error", async () => {
    const early = `<script>
      Sentry.onLoad(function () { Sentry.init({ release: "shop-web@4.0.0", environment: "proof" }); });
      Sentry.setTag("tenant", "acme");
      Sentry.addBreadcrumb({ category: "shop", message: "opened early" });
      function openCart() { throw new TypeError("thrown before the SDK was there"); }
    </script>`;
    await using visited = await visit({ head: loader() + early });
    expect(visited.asked).not.toContain(BUNDLE);
    await visited.page.evaluate("new Promise((resolve) => setTimeout(() => { setTimeout(resolve); openCart(); }))");
    const event = await eventOf("thrown before the SDK was there");
    expect(visited.asked).toContain(BUNDLE);
    expect(exceptionOf(event)).toMatchObject({ type: "TypeError", mechanism: { type: "onerror", handled: false } });
    expect(pick(exceptionOf(event), "stacktrace", "frames", -1, "function")).toBe("openCart");
    expect(recordAt(event, "release")).toMatchObject({ version: "shop-web@4.0.0" });
    expect(listAt(event, "tags")).toContainEqual(expect.objectContaining({ key: "tenant", value: "acme" }));
    expect(crumbsOf(event)).toContainEqual(expect.objectContaining({ message: "opened early" }));
    await visited.page.evaluate(`setTimeout(() => { throw new RangeError("thrown with the SDK") })`);
    expect(exceptionOf(await eventOf("thrown with the SDK"))).toMatchObject({ type: "RangeError", mechanism: { handled: false } });
  });

  test("keeps rejections and thrown values that are no errors", async () => {
    await using _ = await visit({
      head: `${loader()}<script>Promise.reject(new RangeError("rejected early"));</script><script>throw "only a text";</script>`,
    });
    expect(exceptionOf(await eventOf("rejected early"))).toMatchObject({ mechanism: { type: "onunhandledrejection", handled: false } });
    const thrown = exceptionOf(await eventOf("only a text"));
    expect(thrown).toMatchObject({ mechanism: { type: "onerror", handled: false } });
    expect(pick(thrown, "stacktrace", "frames", -1, "absPath")).toBe(`${site.origin}/cart`);
  });

  test("loads nothing by itself, at once when asked to, and calls sentryOnLoad first", async () => {
    await using lazy = await visit({ head: loader() });
    await lazy.page.evaluate(`Sentry.addBreadcrumb({ message: "nobody will read this" })`);
    expect(lazy.asked).not.toContain(BUNDLE);
    const loaded = lazy.page.waitForResponse((response) => response.url().endsWith(BUNDLE));
    await lazy.page.evaluate("Sentry.forceLoad()");
    expect((await loaded).status()).toBe(200);

    const order = `<script>window.order = []; window.sentryOnLoad = function () { order.push("sentryOnLoad"); Sentry.init({ release: "shop-web@4.0.1" }); };</script>`;
    await using eager = await visit({ head: `${order}${loader('data-lazy="no"')}<script>Sentry.onLoad(function () { order.push("onLoad"); });</script>` });
    await eager.page.waitForFunction("order.length === 2");
    expect(await eager.page.evaluate("[...order, Sentry.getClient().options.release]")).toEqual(["sentryOnLoad", "onLoad", "shop-web@4.0.1"]);
  });

  test("works where a content security policy trusts scripts by nonce", async () => {
    const csp = `default-src 'none'; script-src 'nonce-r4nd0m'; connect-src ${server.url}`;
    await using visited = await visit({ csp, head: `${loader('nonce="r4nd0m"')}<script nonce="r4nd0m">throw new Error("under a strict policy")</script>` });
    expect(exceptionOf(await eventOf("under a strict policy"))).toMatchObject({ type: "Error", mechanism: { handled: false } });
    expect(visited.asked).toContain(BUNDLE);
  });

  test("a page whose SDK cannot be loaded goes on as before", async () => {
    served = { head: loader() };
    await using page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.route(`**${BUNDLE}`, (route) => route.abort());
    await page.goto(`${site.origin}/cart`);
    const refused = page.waitForEvent("requestfailed");
    await page.evaluate(`Sentry.captureMessage("nobody hears this")`);
    await refused;
    expect(await page.evaluate(`Sentry.captureMessage("nor this"); Sentry.setTag("a", "b"); document.title`)).toBe("Shop");
  });

  test("page loads are measured when the key asks for it, also beside integrations of the page", async () => {
    const keys = `${projectPath(project)}/keys/${project.key}/`;
    const loaderOptions = (hasPerformance: boolean) => ({ method: "PUT", body: JSON.stringify({ dynamicSdkLoaderOptions: { hasPerformance } }) });
    expect((await api(server, project, keys, loaderOptions(true))).status).toBe(200);
    await using visited = await visit({
      head: `${loader()}<script>Sentry.onLoad(function () { Sentry.init({ integrations: function (defaults) { return defaults; } }); });</script>`,
    });
    await until("a page load is sent", () => visited.posted.some((body) => body.includes('"op":"pageload"')));
    await api(server, project, keys, loaderOptions(false));
  });
});

/** `init`, an event, and the dialog for it, as an application writes it. */
const DIALOG = `(options) => {
  globalThis.said = [];
  Sentry.init({ dsn: shopDsn, environment: "proof" });
  const eventId = Sentry.captureException(new Error("show the dialog"));
  Sentry.showReportDialog({ eventId, user: { name: "Ada", email: "ada@example.com" }, onLoad: () => said.push("load"), onClose: () => said.push("close"), ...options });
  return eventId;
}`;
const withSdk = (sdk: string, attributes = ""): string =>
  `<script ${attributes}>globalThis.shopDsn = ${JSON.stringify(project.dsn)}</script><script ${attributes} src="/${sdk}.js"></script>`;

async function openDialog(page: Page, options: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id: unknown = await page.evaluate(`(${DIALOG})(${JSON.stringify(options)})`);
  await page.getByRole("dialog").waitFor();
  return String(id);
}

describe.each(["official", "ours"])("the crash report dialog, opened by the SDK (%s)", (sdk) => {
  test("is filled in, sent, and kept beside the event", async () => {
    await using visited = await visit({ head: withSdk(sdk) });
    const { page } = visited;
    const id = await openDialog(page, { title: "It broke", labelSubmit: "Tell them" });
    const dialog = page.getByRole("dialog", { name: "It broke" });
    expect(await dialog.getByLabel("Name").inputValue()).toBe("Ada");
    await page.keyboard.type("I pressed buy 😞");
    await dialog.getByRole("button", { name: "Tell them" }).click();
    await dialog.getByRole("status").waitFor();
    expect(await dialog.getByRole("status").textContent()).toContain("Thank you");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    // The dialog tells the SDK by a message, which comes after the dialog is gone.
    await page.waitForFunction("said.length === 2");
    expect(await page.evaluate("said")).toEqual(["load", "close"]);

    const report = await until("the report beside its event", async () => {
      const event = await eventDetail(server, project, id);
      return event === undefined ? undefined : (pick(event, "userReport") ?? undefined);
    });
    expect(report).toMatchObject({ name: "Ada", email: "ada@example.com", comments: "I pressed buy 😞", eventID: id });
  });

  test("says what is wrong, and where, and can be sent again", async () => {
    await using visited = await visit({ head: withSdk(sdk) });
    const { page } = visited;
    await openDialog(page, { user: { name: "Ada", email: "not an address" } });
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What happened?").fill("nothing works");
    await page.keyboard.press("Tab");
    await dialog.getByRole("button", { name: "Submit" }).click();
    expect(await dialog.getByRole("alert").textContent()).toContain("invalid");
    await page.waitForFunction(`document.querySelector(".sentry-error-embed-wrapper").shadowRoot.activeElement?.id === "email"`);
    expect(await dialog.getByLabel("Email").getAttribute("aria-invalid")).toBe("true");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("ada@example.com");

    const gone = /error-page/;
    await page.route(gone, (route) => route.abort());
    await dialog.getByLabel("Email").press("Enter");
    await dialog.getByText("unknown error").waitFor();
    await page.unroute(gone);
    await dialog.getByLabel("Email").press("Enter");
    await dialog.getByRole("status").waitFor();
  });

  test("keeps the focus until Escape, and gives it back", async () => {
    await using visited = await visit({ head: withSdk(sdk) });
    const { page } = visited;
    await page.focus("#buy");
    await openDialog(page);
    const order: unknown[] = [];
    for (let index = 0; index < 6; index++) {
      order.push(await page.evaluate(`document.activeElement.shadowRoot?.activeElement?.textContent || document.activeElement.shadowRoot?.activeElement?.id`));
      await page.keyboard.press("Tab");
    }
    expect(order).toEqual(["comments", "Close", "Submit", "name", "email", "comments"]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.id")).toBe("buy");
    await page.waitForFunction(`said.includes("close")`);
  });
});

describe("the crash report dialog", () => {
  test("works under a strict content security policy", async () => {
    const csp = `default-src 'none'; script-src 'nonce-r4nd0m' ${server.url}; connect-src ${server.url}`;
    await using visited = await visit({ csp, head: withSdk("ours", 'nonce="r4nd0m"') });
    await openDialog(visited.page);
    const dialog = visited.page.getByRole("dialog");
    const radius: unknown = await visited.page.evaluate(
      `getComputedStyle(document.querySelector(".sentry-error-embed-wrapper").shadowRoot.querySelector("[role=dialog]")).borderRadius`,
    );
    expect(radius).toBe("10px");
    await dialog.getByLabel("What happened?").fill("a strict page");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.getByRole("status").waitFor();
  });

  test("a click beside it closes it, but neither the end of a selection nor what was written", async () => {
    await using visited = await visit({ head: withSdk("ours") });
    const { page } = visited;
    await openDialog(page);
    const dialog = page.getByRole("dialog");
    const text = await dialog.getByLabel("What happened?").boundingBox();
    if (text === null) throw new Error("the field is not shown");
    await page.mouse.move(text.x + 10, text.y + 10);
    await page.mouse.down();
    await page.mouse.move(4, 4);
    await page.mouse.up();
    expect(await dialog.count()).toBe(1);
    await page.keyboard.type("half a sentence");
    await page.mouse.click(4, 4);
    expect(await dialog.count()).toBe(1);
    await dialog.getByLabel("What happened?").fill("");
    await page.mouse.click(4, 4);
    await dialog.waitFor({ state: "detached" });
  });

  test("speaks the language of the visitor, once, and is told apart by assistive technology", async () => {
    await using visited = await visit({ head: withSdk("ours") }, { locale: "de-DE" });
    const { page } = visited;
    await openDialog(page);
    await page.evaluate("new Promise((onLoad) => Sentry.showReportDialog({ onLoad }))");
    const dialog = page.getByRole("dialog", { name: "Da ist etwas schiefgegangen." });
    expect([await dialog.count(), await dialog.getAttribute("lang")]).toEqual([1, "de"]);
    expect(await dialog.getByRole("button").allTextContents()).toEqual(["Schließen", "Absenden"]);
  });

  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
    ["dark", 390],
  ] as const)("%s, %d px wide: readable, nothing cut off", async (colorScheme, width) => {
    await using visited = await visit({ head: withSdk("ours") }, { colorScheme, viewport: { width, height: width === 390 ? 700 : 900 } });
    const { page } = visited;
    await openDialog(page, { user: { name: "", email: "" } });
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("alert").filter({ hasText: "invalid" }).waitFor();
    const box = await page.getByRole("dialog").boundingBox();
    expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 9999) <= width, (box?.y ?? -1) >= 0]).toEqual([true, true, true]);
    expect(await page.getByRole("dialog").evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(".sentry-error-embed-wrapper").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  });

  test("a refused dialog is told to the page", async () => {
    await using visited = await visit({ head: withSdk("ours") });
    const error: unknown = await visited.page.evaluate(`new Promise((resolve) => {
      Sentry.init({ dsn: shopDsn });
      Sentry.showReportDialog({ eventId: "not an id", onError: (error) => resolve(error.message) });
    })`);
    expect(error).toBe("the script of the dialog could not be loaded");
    const answer = await visited.page.evaluate(
      `fetch("${server.url}/api/embed/error-page/?eventId=x").then((r) => [r.status, r.headers.get("x-sentry-context")])`,
    );
    expect(answer).toEqual([400, expect.stringContaining("eventId")]);
  });
});
